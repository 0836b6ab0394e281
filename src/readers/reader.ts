import type { RawExchange } from '../exchange.ts';
import type { Head } from './head.ts';

/** What a reader yields, in the order of its source: nothing is dropped, what cannot be read says why. */
export type ReadRecord =
  | { readonly kind: 'exchange'; readonly exchange: RawExchange }
  /** A record that nobody has parsed: its text may tell enough. */
  | UnreadRecord
  /** Records that cannot be of our endpoint by their bytes: counted, not parsed. */
  | { readonly kind: 'others'; readonly source: string; readonly entry: number; readonly count: number }
  /** A file of a folder that is no recording at all: no record, and no fault. */
  | { readonly kind: 'passed-over'; readonly source: string; readonly reason: string }
  | {
      readonly kind: 'unreadable';
      readonly source: string;
      readonly entry: number;
      readonly line?: number;
      readonly offset?: number;
      /** A phrase that quotes nothing of the content. */
      readonly reason: string;
    };

/** Where a record of text stands. */
export type RecordPlace = Required<Pick<RawExchange, 'source' | 'entry' | 'line' | 'offset'>>;

export interface UnreadRecord extends RecordPlace {
  readonly kind: 'unread';
  /** The id of its format: the same bytes may be another exchange in another one. */
  readonly format: string;
  /** Its bytes are those of a block from `start` to `stop`: good until the next record is asked for. */
  readonly block: Buffer;
  readonly start: number;
  readonly stop: number;
  /** Reads these bytes, or others, as the record of a place: of our endpoint or not, or unreadable. */
  readonly readBytes: (place: RecordPlace, bytes: Buffer) => ReadRecord;
  /** The same of a record that is written as nearly all are: how to read it depends on nothing that its exchange does not show. */
  readonly readPlain: (place: RecordPlace, bytes: Buffer) => RawExchange | undefined;
}

/** Records that are read together: of one chunk of the source. To be iterated once, before the next batch is asked for. */
export type Batch = Iterable<ReadRecord>;

export interface ReadOptions {
  /** Parse every record, also those that cannot concern us. */
  readonly parseAll?: boolean;
  /** Leave records that may be of our endpoint unread, where that is of use. */
  readonly leavesUnread?: boolean;
  /** What a recording holds beside it, in the same archive or folder; `undefined` where there is no such file. */
  readonly attached?: (name: string) => Uint8Array | undefined;
  /** Hears how many line feeds there were so far, from a format of one record a line. */
  readonly lines?: (count: number) => void;
}

/** A format of recorded traffic. */
export interface Reader {
  /** The name for `--format`. */
  readonly id: string;
  readonly title: string;
  /** Whether each line is a record: then it can be read from any line on. */
  readonly isLines?: true;
  /** Whether the beginning of the content looks like this format; a longer beginning never says otherwise. */
  detect(head: Head): boolean;
  /**
   * Reads a whole source; the chunks are its decompressed bytes, each good until the next is asked for. Exchanges of
   * another endpoint are passed on without headers and bodies, or counted alone: nobody judges them, and they must not
   * become unreadable for what nobody needs.
   */
  read(chunks: AsyncIterable<Uint8Array>, source: string, options?: ReadOptions): AsyncGenerator<Batch>;
}
