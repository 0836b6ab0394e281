import { page } from './html/page.ts';
import { createTapes } from './html/tape.ts';
import type { Reporter } from './reporter.ts';

/** One file to open, print and hand on: it loads nothing, and reads without its script as well. */
export const html: Reporter = {
  id: 'html',
  title: 'One page for a browser: findings, coverage and timelines',
  create: ({ write, failOn }) => {
    const tapes = createTapes();
    return {
      record: verdict => tapes.add(verdict),
      finish: (report, unlisted) => write(page(report, unlisted, tapes.all(), { failOn })),
    };
  },
};
