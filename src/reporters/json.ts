import type { Reporter } from './reporter.ts';

/** The report as it is: the form that `schemas/shared/report.schema.json` describes. */
export const json: Reporter = {
  id: 'json',
  title: 'The whole report as one JSON document',
  create: ({ write }) => ({
    finish: report => write(`${JSON.stringify(report, null, 2)}\n`),
  }),
};
