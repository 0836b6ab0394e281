import type { Batch, ReadRecord } from './reader.ts';

/** Records one by one, for whoever is in no hurry; those that were only counted one by one as well. */
export async function* flat(batches: AsyncIterable<Batch>): AsyncGenerator<ReadRecord> {
  for await (const batch of batches) {
    for (const record of batch) {
      if (record.kind !== 'others') yield record;
      else for (let at = 0; at < record.count; at++) yield { ...record, entry: record.entry + at, count: 1 };
    }
  }
}
