// `account-links-contract/provider`: the embedded provider, for tests that need a Stripe that refuses what Stripe refuses.
export type { Account } from '../accounts.ts';
export { createProvider } from './handler.ts';
export type { Provider, ProviderOptions, ProviderState, ProviderStateName } from './provider.ts';
export { type RunningServer, type ServerOptions, startServer } from './serve.ts';
