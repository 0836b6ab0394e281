// `POST /v2/core/account_links`: refuse the call, or make a link.
import { validatorsOf } from '../compile/validators.ts';
import type { Validator } from '../compile/violation.ts';
import type { Catalogue, Contract } from '../contract/contract.ts';
import { isJsonObject, type Json, member } from '../json.ts';
import { accountLink } from './account-link.ts';
import { type Answer, type AnswerHeaders, answerJson, answerRefusal } from './answer.ts';
import { type Call, readCall } from './call.ts';
import type { Incoming } from './incoming.ts';
import type { Links } from './links.ts';
import { parsedValue } from './read-json.ts';
import { refusalOf } from './refusal-of.ts';
import type { States } from './states.ts';

/** What the endpoint works with. */
interface Surroundings {
  readonly catalogue: Catalogue;
  readonly states: States;
  readonly links: Links;
  readonly now: () => Date;
  readonly createToken: () => string;
  /** In seconds. */
  readonly linkLifetime: number;
}

/** Makes the function that answers the endpoint: with links under an origin, and with further headers. */
export function createPostAccountLinks(
  around: Surroundings,
): (request: Incoming, origin: string, headers: AnswerHeaders) => Promise<Answer> {
  const { catalogue, states } = around;
  const validators = new Map<Contract, Validator>();
  const validatorOf = (contract: Contract): Validator => {
    const validator = validators.get(contract) ?? validatorsOf(contract).request;
    validators.set(contract, validator);
    return validator;
  };
  return async (request, origin, headers) => {
    const call = await readCall(request, catalogue);
    const refusal = refusalOf({ call, states, catalogue, validate: validatorOf(call.selection.contract) });
    return refusal === undefined
      ? answerJson(200, createLink(call, origin, around), { ...headers, ...echoed(call) })
      : answerRefusal(refusal, { ...headers, ...echoed(call) });
  };
}

/** The version only if it is the one that was answered by. */
function echoed({ selection, idempotencyKey }: Call): AnswerHeaders {
  return {
    ...(selection.reason === 'covered' ? { 'Stripe-Version': selection.stripeVersion } : {}),
    ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
  };
}

function createLink(call: Call, origin: string, { links, now, createToken, linkLifetime }: Surroundings): Json {
  const body = parsedValue(call.body);
  const useCase = member(body, 'use_case');
  if (!isJsonObject(useCase)) throw new Error('A call without a use case was let through.');
  const type = textOf(member(useCase, 'type'));
  const flow = member(useCase, type);
  const returnUrl = member(flow, 'return_url');
  const account = textOf(member(body, 'account'));
  const created = now();
  const expiresAt = new Date(created.getTime() + linkLifetime * 1000);
  const url = links.add(origin, createToken(), {
    account,
    useCase: type,
    refreshUrl: textOf(member(flow, 'refresh_url')),
    returnUrl: returnUrl === undefined ? undefined : textOf(returnUrl),
    expiresAt,
  });
  const livemode = call.keyKind === 'live';
  return accountLink(call.selection.contract, { account, created, expiresAt, livemode, url, useCase });
}

/** A text that the checks have found to be one. */
function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  throw new Error('A call was let through that its contract refuses.');
}
