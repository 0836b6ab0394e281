import type { Reporter } from './reporter.ts';
import { jsonPieces } from './text/json-pieces.ts';

/** The report as it is: the form that `schemas/shared/report.schema.json` describes. */
export const json: Reporter = {
  id: 'json',
  title: 'The whole report as one JSON document',
  create: ({ write }) => ({
    finish(report) {
      for (const piece of jsonPieces(report, 3)) write(piece);
      write('\n');
    },
  }),
};
