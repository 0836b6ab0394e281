// The forms in which the provider answers a program: a JSON value, or a refusal in Stripe's error envelope.
import type { Json, JsonObject } from '../json.ts';
import { ConnectionFault } from './connection-fault.ts';
import type { Send, WireFault } from './fault.ts';

/** An answer that has not gone out yet. */
export interface Answer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: string | Uint8Array | null;
  /** How it goes over the wire, where that is not how answers do. */
  readonly wire?: Wire;
}

export type Wire = Exclude<WireFault['kind'], 'length'> | { readonly by: number } | { readonly send: Send };

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

/** Rejects with a `ConnectionFault` where the connection breaks, and never settles where nothing comes. */
export async function received(answer: Answer): Promise<Response> {
  return answer.wire === 'hang' ? new Promise(() => {}) : toResponse(answer);
}

/** Throws a `ConnectionFault` for an answer that does not come. */
export function toResponse({ status, headers, body, wire }: Answer): Response {
  if (wire === 'reset' || wire === 'garbage') throw new ConnectionFault();
  const said = (more: number): AnswerHeaders => ({ ...headers, 'Content-Length': String(lengthOf(body) + more) });
  if (body === null || (wire !== 'truncate' && wire !== 'stall')) {
    const by = typeof wire === 'object' && 'by' in wire ? said(wire.by) : headers;
    return new Response(body, { status, headers: by });
  }
  let isSent = false;
  const stream = new ReadableStream<Uint8Array>({
    // One after the other: an error would throw away what has not been read yet.
    pull: controller => {
      if (!isSent) controller.enqueue(halfOf(body));
      else if (wire === 'truncate') controller.error(new ConnectionFault());
      else return new Promise(() => {});
      isSent = true;
      return undefined;
    },
  });
  return new Response(stream, { status, headers: said(0) });
}

export function lengthOf(body: Answer['body']): number {
  return body === null ? 0 : Buffer.byteLength(body);
}

/** The part of a body that arrives before its connection breaks. */
export function halfOf(body: string | Uint8Array): Uint8Array {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return bytes.subarray(0, bytes.length >> 1);
}
