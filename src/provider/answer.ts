// The forms in which the provider answers a program: a JSON value, or a refusal in Stripe's error envelope.
import type { Json, JsonObject } from '../json.ts';
import { ConnectionFault } from './connection-fault.ts';

/** An answer that has not gone out yet. */
export interface Answer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: string | null;
  /** The connection breaks instead of it, or in the middle of its body. */
  readonly wire?: 'reset' | 'truncate';
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

/** Throws a `ConnectionFault` for an answer that does not come. */
export function toResponse({ status, headers, body, wire }: Answer): Response {
  if (wire === 'reset') throw new ConnectionFault();
  if (wire === undefined || body === null) return new Response(body, { status, headers });
  let isSent = false;
  const stream = new ReadableStream<Uint8Array>({
    // One after the other: an error would throw away what has not been read yet.
    pull: controller => {
      if (isSent) controller.error(new ConnectionFault());
      else controller.enqueue(halfOf(body));
      isSent = true;
    },
  });
  return new Response(stream, { status, headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)) } });
}

/** The part of a body that arrives before its connection breaks. */
export function halfOf(body: string): Uint8Array {
  const bytes = Buffer.from(body);
  return bytes.subarray(0, bytes.length >> 1);
}
