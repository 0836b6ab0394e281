// Why a call is refused. What each check says stands here; in which order they are made, in assumptions.ts.
import type { Validator } from '../compile/violation.ts';
import type { Catalogue, Contract } from '../contract/contract.ts';
import type { OutcomeKind } from '../contract/outcomes.ts';
import { knownVersions } from '../contract/select-contract.ts';
import { type Json, type JsonObject, member } from '../json.ts';
import type { Refusal } from './answer.ts';
import type { Assumptions, CheckName } from './assumptions.ts';
import type { Call } from './call.ts';
import { fieldProblems } from './field-problems.ts';
import type { Remembered } from './idempotency.ts';
import { quoted } from './quoted.ts';
import { bodyLimit, parsedValue } from './read-json.ts';
import type { States } from './states.ts';

/** What a call is checked against. */
interface Check {
  readonly call: Call;
  /** The request validator of the contract that the call selects. */
  readonly validate: Validator;
  readonly states: States;
  readonly catalogue: Catalogue;
  readonly assumptions: Assumptions;
  /** Whether a limit on order is reached. */
  readonly isRateLimited: boolean;
  /** What became of the idempotency key before. */
  readonly remembered: Remembered;
}

/**
 * The first reason to refuse a call; `undefined` when it is to be served. Stripe's own order is not known, and where
 * several answers apply each is right. By default it goes from the outside in: who calls, in which language, is it
 * readable; then what holds for the platform and the account whatever the fields say; then the fields; what needs
 * correct fields; and last whether it has been served before.
 */
export function refusalOf(check: Check): Refusal | undefined {
  for (const name of check.assumptions.order) {
    const refusal = checks[name](check);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

const checks: { readonly [name in CheckName]: (check: Check) => Refusal | undefined } = {
  key: withoutKey,
  version: withoutVersion,
  'content-type': notSentAsJson,
  size: tooLarge,
  json: brokenJson,
  platform: platformBlocked,
  'rate-limit': rateLimited,
  fields: invalidFields,
  account: accountUnknown,
  configurations: configurationsMismatch,
  idempotency: idempotencyConflict,
};

/** Status and code are assumed here and in the next four: the documents do not speak of them. */
function withoutKey({ call }: Check): Refusal | undefined {
  if (call.keyKind !== undefined) return undefined;
  const message = 'No secret key was sent, or a malformed one. Send `Authorization: Bearer sk_test_…`.';
  return { status: 401, code: 'unauthorized', message };
}

function withoutVersion({ call: { selection }, catalogue, assumptions }: Check): Refusal | undefined {
  const { reason } = selection;
  if (reason === 'covered' || assumptions.version === 'nearest') return undefined;
  const happened =
    reason === 'missing'
      ? 'The header `Stripe-Version` is missing'
      : reason === 'repeated'
        ? 'The header `Stripe-Version` was sent more than once'
        : 'The `Stripe-Version` that was sent has no such endpoint';
  const message = `${happened}. Send one of: ${knownVersions(catalogue)}.`;
  return { status: 400, code: 'stripe_version_invalid', message };
}

function notSentAsJson({ call: { contentType }, assumptions }: Check): Refusal | undefined {
  if (assumptions.contentType === 'accept') return undefined;
  if (contentType !== undefined && /^application\/json\s*(?:;|$)/i.test(contentType)) return undefined;
  const sent = contentType === undefined ? 'no content type' : `the content type \`${quoted(contentType)}\``;
  const message = `The request has ${sent}. Send JSON, with \`Content-Type: application/json\`.`;
  return { status: 415, code: 'unsupported_media_type', message };
}

function tooLarge({ call: { body } }: Check): Refusal | undefined {
  if (body.kind !== 'too-large') return undefined;
  return { status: 413, code: 'request_too_large', message: `The body is larger than ${bodyLimit} bytes.` };
}

function brokenJson({ call: { body } }: Check): Refusal | undefined {
  if (body.kind !== 'broken') return undefined;
  return { status: 400, code: 'invalid_json', message: `The body is not valid JSON: ${body.reason}.` };
}

function platformBlocked({ call, states }: Check): Refusal | undefined {
  if (!states.isPlatformBlocked()) return undefined;
  return outcome(call.selection.contract, 'access-blocked', 'Accounts v2 is not enabled for your platform.', {
    user_message: 'This platform cannot use Accounts v2 yet.',
  });
}

function rateLimited({ call, states, isRateLimited }: Check): Refusal | undefined {
  const account = member(parsedValue(call.body), 'account');
  if (typeof account !== 'string' || !(isRateLimited || states.isRateLimited(account))) return undefined;
  const message = 'Too many requests were made for this account at once. Try again later.';
  return outcome(call.selection.contract, 'rate-limited', message, { type: 'rate_limit' });
}

function invalidFields({ call, validate, assumptions }: Check): Refusal | undefined {
  const body = parsedValue(call.body);
  if (body === undefined || call.keyKind === undefined) return undefined;
  const problems = fieldProblems(body, validate(body), call.keyKind, assumptions);
  if (problems.length === 0) return undefined;
  const message = `Some fields in the request were invalid: ${problems.join(', ')}`;
  return outcome(call.selection.contract, 'invalid-fields', message);
}

function accountUnknown({ call, states }: Check): Refusal | undefined {
  const body = parsedValue(call.body);
  if (body === undefined) return undefined;
  const account = member(body, 'account');
  if (typeof account === 'string' && states.accountOf(account) !== undefined) return undefined;
  const message = `The account \`${quoted(String(account))}\` was not found.`;
  return outcome(call.selection.contract, 'account-unknown', message);
}

/** The sets must be equal. Under a contract without `configurations` a valid call has none to compare. */
function configurationsMismatch({ call, states }: Check): Refusal | undefined {
  const body = parsedValue(call.body);
  const useCase = member(body, 'use_case');
  const flow = member(useCase, String(member(useCase, 'type')));
  const asked = member(flow, 'configurations');
  const applied = states.accountOf(String(member(body, 'account')))?.configurations ?? [];
  if (!Array.isArray(asked) || areSameSet(asked, applied)) return undefined;
  const message =
    'The configurations in the request must match the applied configurations on the account in order to use v2/core/account_links.';
  return outcome(call.selection.contract, 'configurations-mismatch', message, {
    applied_configurations: applied,
    user_message: 'This account cannot be set up with the configurations that were asked for.',
  });
}

/** The status of other parameters is assumed; that of a key in flight was observed. */
function idempotencyConflict({ call, remembered }: Check): Refusal | undefined {
  if (remembered !== 'in-flight' && remembered !== 'other-parameters') return undefined;
  const message =
    remembered === 'in-flight'
      ? 'There is currently another in-progress request using this Idempotency-Key. Try again later.'
      : 'This Idempotency-Key was used before, for a request with other parameters. Use a new key for a new request.';
  return outcome(call.selection.contract, 'idempotency-conflict', message);
}

function areSameSet(some: readonly Json[], others: readonly Json[]): boolean {
  const [left, right] = [new Set(some), new Set(others)];
  return left.size === right.size && [...left].every(value => right.has(value));
}

/** Status and code as the contract has them, with those of the members that it lets this outcome carry. */
function outcome(contract: Contract, kind: OutcomeKind, message: string, members: JsonObject = {}): Refusal {
  const found = contract.outcomes.find(one => one.kind === kind);
  if (found?.code === undefined) throw new Error(`The contract ${contract.id} has no outcome ${kind}.`);
  const carried = Object.entries(members).filter(([name]) => found.members?.includes(name));
  return { status: found.status, code: found.code, message, members: Object.fromEntries(carried) };
}
