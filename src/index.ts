/**
 * Contract tests for Stripe's `POST /v2/core/account_links`: judge exchanges by the contract of their Stripe-Version.
 *
 * @packageDocumentation
 */
export type { Body } from './body.ts';
export { createJudge, type Judgement, type JudgeOptions, type NamedContract } from './check.ts';
export type { ContractValidators } from './compile/validators.ts';
export { validatorsOf } from './compile/validators.ts';
export type { Validator, Violation } from './compile/violation.ts';
export { type Constraint, constraintsOf } from './contract/constraints.ts';
export { type Catalogue, type Channel, type Contract, loadCatalogue, type Source } from './contract/contract.ts';
export type { Outcome, OutcomeKind } from './contract/outcomes.ts';
export type { EvidenceMap, Schema } from './contract/schema.ts';
export { namedContract, type Selection, selectContract } from './contract/select-contract.ts';
export { type ErrorCode, ToolError } from './errors.ts';
export type { Evidence, Severity } from './evidence.ts';
export {
  createExchange,
  type Exchange,
  type ExchangeRequest,
  type ExchangeResponse,
  isAccountLinksExchange,
  type RawExchange,
} from './exchange.ts';
export type { Finding, Party, Place } from './finding.ts';
export type { Headers, RawHeaders } from './headers.ts';
export type { Json, JsonObject } from './json.ts';
export type { KeyKind } from './redact.ts';
export type { RecordVerdict, Report, Verdict } from './report.ts';
export { rules } from './rules/index.ts';
export type { Breach, Facts, Refusal, Rule } from './rules/rule.ts';
// Withheld until their shape has settled: readers and reporters, which the command line offers.
