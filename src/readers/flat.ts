import { readUnread } from './quick-record.ts';
import type { Batch, ReadRecord, UnreadRecord } from './reader.ts';

/** Records one by one, for whoever is in no hurry; those that were only counted one by one as well. */
export async function* flat(batches: AsyncIterable<Batch>): AsyncGenerator<Exclude<ReadRecord, UnreadRecord>> {
  for await (const batch of batches) {
    for (const record of batch) {
      if (record.kind === 'unread') yield* flat(only(readUnread(record)));
      else if (record.kind !== 'others') yield record;
      else for (let at = 0; at < record.count; at++) yield { ...record, entry: record.entry + at, count: 1 };
    }
  }
}

async function* only(record: ReadRecord): AsyncGenerator<Batch> {
  yield [record];
}
