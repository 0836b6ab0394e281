// Requests as they come in: over our server, or as a WHATWG `Request`.
import type { IncomingMessage } from 'node:http';
import { bodyLimit } from './read-json.ts';

/** What the provider needs of a request: a WHATWG `Request` has it. */
export interface Incoming {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly headers: Pick<Headers, 'get' | 'forEach'>;
  arrayBuffer(): Promise<ArrayBuffer | Uint8Array>;
}
