// `POST /v2/core/account_links`: refuse the call, or make a link.
import { setTimeout as delay } from 'node:timers/promises';
import { validatorsOf } from '../compile/validators.ts';
import type { Validator } from '../compile/violation.ts';
import type { Catalogue, Contract } from '../contract/contract.ts';
import type { JsonObject } from '../json.ts';
import { type Answer, type AnswerHeaders, answerJson, answerRefusal } from './answer.ts';
import type { Assumptions } from './assumptions.ts';
import { type Call, createReadCall } from './call.ts';
import { createLink, type LinkMaker } from './create-link.ts';
import type { Happening } from './faults.ts';
import { type KeyUse, keyId, type Remembered } from './idempotency.ts';
import type { Incoming } from './incoming.ts';
import { parsedValue } from './read-json.ts';
import { refusalOf } from './refusal-of.ts';
import type { World } from './worlds.ts';

/** What the endpoint works with, in whichever world. */
interface Surroundings extends Omit<LinkMaker, 'origin'> {
  readonly catalogue: Catalogue;
  readonly assumptions: Assumptions;
  /** The Stripe-Version of requests that carry none. */
  readonly stripeVersion: string | undefined;
}

/** One request, and how it is answered. */
interface Circumstances {
  readonly world: World;
  readonly origin: string;
  readonly headers: AnswerHeaders;
}

/** An answer, and the body that was answered: for the journal. */
export interface Answered {
  readonly answer: Answer;
  readonly bytes: Uint8Array;
}

/** Makes the function that answers the endpoint: with links under an origin, and with further headers. */
export function createPostAccountLinks(
  around: Surroundings,
): (request: Incoming, circumstances: Circumstances) => Promise<Answered> {
  const { catalogue, assumptions, stripeVersion } = around;
  const readCall = createReadCall(catalogue, stripeVersion);
  const validators = new Map<Contract, Validator>();
  const validatorOf = (contract: Contract): Validator => {
    const validator = validators.get(contract) ?? validatorsOf(contract).request;
    validators.set(contract, validator);
    return validator;
  };

  const decide = (
    call: Call,
    happening: Happening | undefined,
    remembered: Remembered,
    on: Circumstances,
  ): Decision => {
    const { outcome, isRateLimited = false } = happening ?? {};
    if (outcome !== undefined) {
      const { status, code, message = 'This answer was ordered by a fault of the stand-in.' } = outcome;
      return { refusal: { status, code, message } };
    }
    const { states } = on.world;
    const validate = validatorOf(call.selection.contract);
    const refusal = refusalOf({ call, validate, states, catalogue, assumptions, isRateLimited, remembered });
    if (refusal !== undefined) return { refusal };
    const isReplay = typeof remembered === 'object' && assumptions.replay === 'same-link';
    return { link: isReplay ? remembered.replay : createLink(call, on.world, { ...around, origin: on.origin }) };
  };

  return async (request, circumstances) => {
    const { world } = circumstances;
    const call = await readCall(request);
    const use = keyUseOf(call);
    const remembered = use === undefined ? 'new' : rememberedOf(world, use, assumptions);
    const happening = world.faults.next(parsedValue(call.body), world.clock.now());
    const { refusal, link } = decide(call, happening, remembered, circumstances);
    // A repetition of what is in flight must not let go of the key, nor a replay begin its thirty days anew.
    const owned = remembered === 'in-flight' ? undefined : use;
    if (happening !== undefined && happening.delayMs > 0) {
      if (owned !== undefined) world.idempotency.begin(owned);
      await delay(happening.delayMs);
    }
    if (owned !== undefined) {
      world.idempotency.settle(owned, world.clock.now(), typeof remembered === 'object' ? undefined : link);
    }
    const headers = { ...circumstances.headers, ...echoed(call) };
    const answer = refusal === undefined ? answerJson(200, link, headers) : answerRefusal(refusal, headers);
    return { answer, bytes: call.bytes };
  };
}

type Refusal = Parameters<typeof answerRefusal>[0];

type Decision =
  | { readonly refusal: Refusal; readonly link?: never }
  | { readonly link: JsonObject; readonly refusal?: never };

function rememberedOf(world: World, use: KeyUse, { otherParameters }: Assumptions): Remembered {
  const remembered = world.idempotency.look(use, world.clock.now());
  return remembered === 'other-parameters' && otherParameters === 'execute' ? 'new' : remembered;
}

function keyUseOf({ idempotencyKey, authorization, selection, body }: Call): KeyUse | undefined {
  if (idempotencyKey === undefined || body.kind !== 'json') return undefined;
  return { id: keyId(authorization, selection.contract.id, idempotencyKey), parameters: body.value };
}

/** The version only if it is the one that was answered by. */
function echoed({ selection, idempotencyKey }: Call): AnswerHeaders {
  return {
    ...(selection.reason === 'covered' ? { 'Stripe-Version': selection.stripeVersion } : {}),
    ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
  };
}
