// What can go wrong on order, as data; and, in process, as a function.
import type { ServerResponse } from 'node:http';
import type { Json } from '../json.ts';
import type { Edit } from './edit-json.ts';

/** A fault to happen. All but `custom` are plain data: they go over HTTP and into a state file too. */
export type Fault = DataFault | CustomFault;

export type DataFault = Reach & (InnerFault | RequestFault | (OfAnswer & (AnswerFault | WireFault)));

/** Which requests a fault happens to: those to which all of this applies. */
export interface Reach {
  /** How many requests (1; `latency`, `rate-limit`, `request`, `answer` and `custom`: all). */
  readonly times?: number;
  /** Only each N-th of them. */
  readonly every?: number;
  /** Not the first N of them. */
  readonly after?: number;
  /** Only requests for this account. */
  readonly account?: string;
  /** Only requests whose body holds these values: JSON pointer → value. */
  readonly where?: { readonly [pointer: string]: Json };
}

/** Which answers a fault happens to. */
export interface OfAnswer {
  readonly when?: { readonly success?: boolean; readonly status?: number; readonly code?: string };
}

/** What happens while a request is served. */
export type InnerFault =
  | { readonly kind: 'latency'; readonly ms: number }
  /** The request is not executed: this is the answer. */
  | { readonly kind: 'outcome'; readonly status: number; readonly code: string; readonly message?: string }
  /** More requests than `limit` within `seconds` on one account are refused as rate limited. */
  | { readonly kind: 'rate-limit'; readonly limit: number; readonly seconds: number };

/** The request is another one when the provider sees it: how a lenient provider overlooks what is wrong. */
export interface RequestFault {
  readonly kind: 'request';
  readonly edits?: readonly Edit[];
  /** Set, or (null) taken away. */
  readonly headers?: { readonly [name: string]: string | null };
}

/** The request is executed, and the answer another one. */
export interface AnswerFault {
  readonly kind: 'answer';
  readonly status?: number;
  /** Set, or (null) taken away. */
  readonly headers?: { readonly [name: string]: string | null };
  /** In place of what was there. */
  readonly body?: string;
  readonly edits?: readonly Edit[];
}

/** The request is executed, and its answer does not arrive as it should. */
export type WireFault =
  /** The connection is reset instead of it. */
  | { readonly kind: 'reset' }
  /** The connection is reset in its middle. */
  | { readonly kind: 'truncate' }
  /** It stops in its middle, and the connection stays. */
  | { readonly kind: 'stall' }
  /** It never comes. */
  | { readonly kind: 'hang' }
  /** Its body comes without a head: that is no HTTP. */
  | { readonly kind: 'garbage' }
  /** Its `Content-Length` is so many bytes more (less) than it has. */
  | { readonly kind: 'length'; readonly by: number };

/** Whatever a function does. In process alone. */
export interface CustomFault extends Reach {
  readonly kind: 'custom';
  /** What it is called where the faults are listed. */
  readonly name?: string;
  /** Answers the request; `next` is how the provider answers it, or another one. */
  readonly answer?: (request: Request, next: Next) => Response | Promise<Response>;
  /** Writes the answer, where a server of ours does so. */
  readonly send?: Send;
}

export type Next = (request: Request) => Promise<Response>;
export type Send = (answer: WireAnswer, outgoing: ServerResponse) => void;

/** An answer as it would go over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}
