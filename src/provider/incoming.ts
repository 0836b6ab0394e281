/** What the provider needs of a request: a WHATWG `Request` has it. */
export interface Incoming {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** Joins the values of a repeated header by commas; null for one that is not there. */
  readonly headers: Pick<Headers, 'get'> & Iterable<[name: string, value: string]>;
  arrayBuffer(): Promise<ArrayBuffer | Uint8Array>;
}
