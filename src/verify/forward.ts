// Hands the requests of Pact's verifier on to the provider, with the key, and notes what came of each.

import type { HttpClient } from '../client/http-client.ts';
import type { RawExchange } from '../exchange.ts';
import { redactAuthorization } from '../redact.ts';
import type { GuardAnswer, GuardRequest } from './guard.ts';
import { interactionHeader } from './pact.ts';

export interface Target {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** Sent with every request; what an interaction itself says goes first. */
  readonly extraHeaders: readonly (readonly [name: string, value: string])[];
}

/** What became of the request of an interaction. */
export type Visit =
  | { readonly kind: 'answered'; readonly exchange: RawExchange }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'not-sent'; readonly reason: string };

/** Where an exchange stands in its source. */
export type PlaceOf = (interaction: number) => { readonly source: string; readonly entry: number };

/** Makes a function that forwards a request and notes the visit, by the number of its interaction. */
export function createForwarder(
  target: Target,
  client: HttpClient,
  placeOf: PlaceOf,
  visits: Map<number, Visit>,
): (request: GuardRequest) => Promise<GuardAnswer | undefined> {
  let timeouts = 0;
  return async ({ method, path, headers, body }) => {
    const interaction = Number(headers.find(([name]) => name === interactionHeader)?.[1]);
    if (timeouts >= mostTimeouts) {
      visits.set(interaction, { kind: 'not-sent', reason: `the provider did not answer ${mostTimeouts} times` });
      return undefined;
    }
    const url = target.baseUrl.replace(/\/+$/, '') + path;
    const said = headers.filter(([name]) => name !== interactionHeader && name.toLowerCase() !== 'authorization');
    const names = new Set(said.map(([name]) => name.toLowerCase()));
    const extra = target.extraHeaders.filter(([name]) => !names.has(name.toLowerCase()));
    const authorization = `Bearer ${target.apiKey}`;
    const sent = [...said, ...extra, ['Authorization', authorization] as const];
    const answer = await client.send({ url, method, headers: sent, body });
    if (answer.kind === 'failed' || answer.status < 200) {
      if (answer.kind === 'failed' && answer.cause === 'timeout') timeouts++;
      const reason = answer.kind === 'failed' ? answer.reason : `the status ${answer.status} ends no request`;
      visits.set(interaction, { kind: 'failed', reason });
      return undefined;
    }
    const noted = [
      ...said,
      ...extra.map(([name]) => [name, '[redacted]'] as const),
      ['Authorization', redactAuthorization(authorization)] as const,
    ];
    const { status, headers: answered } = answer;
    visits.set(interaction, {
      kind: 'answered',
      exchange: {
        ...placeOf(interaction),
        request: { method, url, headers: noted, body },
        response: { status, headers: answered, body: answer.body },
      },
    });
    return { status, headers: answered, body: answer.body };
  };
}

/** A provider that hangs would cost the time limit for every interaction. */
const mostTimeouts = 3;
