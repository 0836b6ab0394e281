// Hands the requests of Pact's verifier on to the provider, with the key, and notes what came of each.
import type { Answer, HttpClient, OutgoingRequest } from '../client/http-client.ts';
import type { RawExchange } from '../exchange.ts';
import { redactAuthorization } from '../redact.ts';
import type { GuardAnswer, GuardRequest } from './guard.ts';
import type { Asked } from './interaction-result.ts';
import { interactionHeader } from './pact.ts';
import { createPatience, type Sleep } from './patience.ts';
import { shownHeaders } from './shown-headers.ts';

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
  /** Not asked, or not told anything. */
  | { readonly kind: 'untold'; readonly reason: string };

/** Makes a function that forwards a request and notes the visit, by the number of its interaction. */
export function createForwarder(
  target: Target,
  client: HttpClient,
  limits: { readonly timeoutMs: number; readonly sleep: Sleep },
  asked: readonly Asked[],
  visits: Map<number, Visit>,
): (request: GuardRequest) => Promise<GuardAnswer | undefined> {
  const patience = createPatience(client, limits);
  return async ({ method, path, headers, body }) => {
    const number = Number(headers.find(([name]) => name === interactionHeader)?.[1]);
    const interaction = asked[number];
    if (interaction === undefined) throw new Error(`Pact asks for the interaction ${number}, which no pact has.`);
    const url = target.baseUrl.replace(/\/+$/, '') + path;
    const said = headers.filter(([name]) => name !== interactionHeader && name.toLowerCase() !== 'authorization');
    const names = new Set(said.map(([name]) => name.toLowerCase()));
    const extra = target.extraHeaders.filter(([name]) => !names.has(name.toLowerCase()));
    const authorization = `Bearer ${target.apiKey}`;
    const request: OutgoingRequest = {
      ...{ url, method, body },
      headers: [...said, ...extra, ['Authorization', authorization]],
    };
    const outcome = await patience.send(request, interaction.status);
    if ('untold' in outcome) {
      visits.set(number, { kind: 'untold', reason: outcome.untold });
      return undefined;
    }
    const { answer } = outcome;
    const failure = failureOf(answer);
    if (answer.kind === 'failed' || failure !== undefined) {
      visits.set(number, { kind: 'failed', reason: failure ?? 'it gave none' });
      return undefined;
    }
    const noted = [
      ...said,
      ...extra.map(([name]) => [name, '[redacted]'] as const),
      ['Authorization', redactAuthorization(authorization)] as const,
    ];
    const { source, entry } = interaction;
    const response = { status: answer.status, headers: answer.headers, body: answer.body };
    const exchange = { source, entry, request: { method, url, headers: noted, body }, response };
    visits.set(number, { kind: 'answered', exchange });
    return { ...response, headers: shownHeaders(response, interaction.contentType) };
  };
}

function failureOf(answer: Answer): string | undefined {
  if (answer.kind === 'failed') return answer.reason;
  return answer.status < 200 ? `the status ${answer.status} ends no request` : undefined;
}
