import type { RawExchange } from '../exchange.ts';

/** What a reader yields, in the order of its source: nothing is dropped, what cannot be read says why. */
export type ReadRecord =
  | { readonly kind: 'exchange'; readonly exchange: RawExchange }
  | {
      readonly kind: 'unreadable';
      readonly source: string;
      readonly entry: number;
      readonly line?: number;
      /** A phrase that quotes nothing of the content. */
      readonly reason: string;
    };

/** A format of recorded traffic. */
export interface Reader {
  /** The name for `--format`. */
  readonly id: string;
  readonly title: string;
  /** Whether the first bytes of the content, as text, look like this format; a longer beginning never says otherwise. */
  detect(head: string): boolean;
  /**
   * Reads a whole source; the chunks are its decompressed bytes. Exchanges of another endpoint are passed on without
   * headers and bodies: nobody judges them, and they must not become unreadable for what nobody needs.
   */
  read(chunks: AsyncIterable<Uint8Array>, source: string): AsyncGenerator<ReadRecord>;
}
