// The forms in which the provider answers a program: a JSON value, or a refusal in Stripe's error envelope.
import type { Json, JsonObject } from '../json.ts';

/** An answer that has not gone out yet. */
export interface Answer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: string | null;
}

/** Header name → value. */
export type AnswerHeaders = Readonly<Record<string, string>>;

/** Why a request is not served. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Further members of `error`. */
  readonly members?: JsonObject;
}

export function answerJson(status: number, value: Json, headers: AnswerHeaders = {}): Answer {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

export function answerRefusal({ status, code, message, members }: Refusal, headers?: AnswerHeaders): Answer {
  return answerJson(status, { error: { code, message, ...members } }, headers);
}

/** 405, and which methods there are (RFC 9110, 15.5.6). */
export function answerMethodNotAllowed(method: string, allowed: string, headers?: AnswerHeaders): Answer {
  const message = `The method ${method} is not allowed here: use ${allowed}.`;
  return answerRefusal({ status: 405, code: 'method_not_allowed', message }, { Allow: allowed, ...headers });
}

export function toResponse({ status, headers, body }: Answer): Response {
  return new Response(body, { status, headers });
}
