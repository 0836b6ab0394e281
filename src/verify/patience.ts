// How long a provider is waited for: one that limits its rate is asked again, one that hangs is given up.
import type { Answer, HttpClient, OutgoingRequest } from '../client/http-client.ts';

export type Sleep = (milliseconds: number) => Promise<unknown>;

/** What came of a request; `untold` where that says nothing about the interaction. */
export type Outcome = { readonly answer: Answer } | { readonly untold: string };

export interface Patience {
  /** Sends a request that expects a status. */
  send(request: OutgoingRequest, expected: number | undefined): Promise<Outcome>;
}

/** Makes the patience of one run. It is bounded: a run ends, whatever the provider does. */
export function createPatience(
  client: HttpClient,
  { timeoutMs, sleep }: { readonly timeoutMs: number; readonly sleep: Sleep },
): Patience {
  let timeouts = 0;
  let silenceLeft = Math.max(mostSilence, timeoutMs);
  let waitLeft = mostWait;

  const once = async (request: OutgoingRequest): Promise<Outcome> => {
    if (timeouts >= mostTimeouts || silenceLeft <= 0) return { untold: givenUp(timeouts) };
    const limit = Math.min(timeoutMs, silenceLeft);
    const answer = await client.send({ ...request, timeoutMs: limit });
    if (answer.kind === 'failed' && answer.cause === 'timeout') {
      timeouts++;
      silenceLeft -= limit;
      // Less time than any other request was given is no fault of the provider.
      if (limit < timeoutMs) return { untold: givenUp(timeouts) };
    }
    return { answer };
  };

  return {
    async send(request, expected) {
      for (let retry = 0; ; retry++) {
        const outcome = await once(request);
        const isLimited = 'answer' in outcome && outcome.answer.kind === 'answered' && outcome.answer.status === 429;
        if (!isLimited || expected === 429) return outcome;
        const wait = Math.min(retryAfter(outcome.answer) ?? 0.1 * 2 ** retry, 2) * 1000;
        if (retry === mostRetries || wait > waitLeft) {
          return { untold: `the provider answered 429, also when it was asked ${retry + 1} times` };
        }
        waitLeft -= wait;
        await sleep(wait);
      }
    },
  };
}

/** A provider that hangs would cost the time limit for every interaction: three times, or so many milliseconds. */
const mostTimeouts = 3;
const mostSilence = 6000;
const mostRetries = 3;
/** Milliseconds spent on `Retry-After` in a whole run. */
const mostWait = 10_000;

function givenUp(timeouts: number): string {
  return timeouts === 1 ? 'the provider did not answer before' : `the provider did not answer ${timeouts} times`;
}

/** Seconds; a date or another text says nothing. */
function retryAfter(answer: Answer): number | undefined {
  if (answer.kind === 'failed') return undefined;
  const value = answer.headers.find(([name]) => name.toLowerCase() === 'retry-after')?.[1]?.trim();
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}
