/** What the provider needs of a request: a WHATWG `Request` has it. */
export interface Incoming {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** Joins the values of a repeated header by commas; null for one that is not there. */
  readonly headers: Pick<Headers, 'get'> & Iterable<[name: string, value: string]>;
  arrayBuffer(): Promise<ArrayBuffer | Uint8Array>;
  /** Names and values in turn, where the request came over the wire. */
  readonly rawHeaders?: readonly string[];
  /** The whole body, where it is here already. */
  readonly wholeBody?: Uint8Array;
}
