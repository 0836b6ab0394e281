// `account-links-contract/provider`: the embedded provider, for tests that need a Stripe that refuses what Stripe refuses.
export type { Account } from '../accounts.ts';
export type { Recording } from '../recording.ts';
export { type Assumptions, assumptionValues, type CheckName, defaultAssumptions } from './assumptions.ts';
export type { ClockSetting } from './clock.ts';
export { ConnectionFault } from './connection-fault.ts';
export type { Edit } from './edit-json.ts';
export type {
  AnswerFault,
  CustomFault,
  DataFault,
  Fault,
  InnerFault,
  Next,
  OfAnswer,
  Reach,
  RequestFault,
  Send,
  WireAnswer,
  WireFault,
} from './fault.ts';
export { createProvider } from './handler.ts';
export type { LinkView } from './links.ts';
export { createListener, type Listener, type ListenerOptions } from './listener.ts';
export type {
  Control,
  Provider,
  ProviderOptions,
  ProviderSnapshot,
  ProviderState,
  ProviderStateName,
} from './provider.ts';
export { type RunningServer, type ServerOptions, startServer } from './serve.ts';
export { keepStateFile, readStateFile, type StateFile } from './state-file.ts';
