import type { Reporter } from './reporter.ts';

/** A line for each record, as soon as it is judged; the findings are in the other formats. */
export const ndjson: Reporter = {
  id: 'ndjson',
  title: 'One line of JSON for each exchange that was read',
  create: ({ write }) => ({
    record({ source, entry, verdict, contract, rules, parties }) {
      write(`${JSON.stringify({ source, entry, verdict, contract, rules, parties })}\n`);
    },
    finish() {},
  }),
};
