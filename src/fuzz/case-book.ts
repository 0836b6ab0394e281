import type { CaseKey, Tally } from '../tally.ts';

/**
 * What a run knows of its cases, told to the tally when it is over: only then is it plain whether the provider has
 * answered at all. What nobody has answered was not tested; it has neither passed nor failed.
 */
export interface CaseBook {
  exchange(key: CaseKey, verdict: 'conforming' | 'violating'): void;
  /** The case ended early; without one exchange it was not tested. */
  stopped(key: CaseKey, reason: string): void;
  notTested(key: CaseKey, reason: string): void;
  /** How many exchanges were counted so far. */
  counts(): { readonly conforming: number; readonly violating: number };
  /** Tells all, once; with the reason why no case at all was tested, if there is one. */
  close(silence?: string): void;
}

type Page = { readonly key: CaseKey; conforming: number; violating: number; reason?: string; isOut?: true };

export function createCaseBook(tally: Tally, contract: string): CaseBook {
  const pages = new Map<string, Page>();
  const pageOf = (key: CaseKey): Page => {
    const held = pages.get(key.name) ?? { key, conforming: 0, violating: 0 };
    pages.set(key.name, held);
    return held;
  };
  const all = { conforming: 0, violating: 0 };
  return {
    exchange(key, verdict) {
      pageOf(key)[verdict]++;
      all[verdict]++;
    },
    counts: () => ({ ...all }),
    stopped(key, reason) {
      pageOf(key).reason = reason;
    },
    notTested(key, reason) {
      Object.assign(pageOf(key), { reason, isOut: true });
    },
    close(silence) {
      for (const { key, conforming, violating, reason, isOut } of pages.values()) {
        const judged = silence === undefined ? conforming + violating : 0;
        const detail = silence ?? reason;
        if (judged > 0) {
          const counts = { read: judged, judged, conforming, violating, otherEndpoint: 0, unreadable: 0 };
          tally.add(key, counts, [contract]);
        }
        if (detail === undefined) continue;
        tally.outcome(key, { detail, ...(judged === 0 || isOut ? { result: 'not-tested' } : {}) });
      }
      pages.clear();
    },
  };
}
