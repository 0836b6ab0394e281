import type { RecordVerdict } from '../../report.ts';

/** What became of the records of one source, in their order. */
export interface Tape {
  readonly source: string;
  readonly read: number;
  /** Each of so many records; the last of fewer. */
  readonly each: number;
  readonly cells: readonly Cell[];
}

/** How many records of a stretch there were of each verdict. */
export type Cell = { readonly [verdict in RecordVerdict['verdict']]: number };

type OpenCell = { -readonly [verdict in keyof Cell]: Cell[verdict] };

const mostCells = 240;
const mostTapes = 200;

export interface Tapes {
  add(verdict: RecordVerdict): void;
  /** Of the sources in their order; `unlisted` more had no room. */
  all(): { readonly tapes: readonly Tape[]; readonly unlisted: number };
}

/** Keeps the verdicts of a run in little room: when a tape is full, two of its cells become one. */
export function createTapes(): Tapes {
  const tapes = new Map<string, { read: number; each: number; cells: OpenCell[] }>();
  const others = new Set<string>();
  return {
    add({ source, verdict }) {
      let tape = tapes.get(source);
      if (tape === undefined) {
        if (tapes.size >= mostTapes) return void (others.size < 1e5 && others.add(source));
        tape = { read: 0, each: 1, cells: [] };
        tapes.set(source, tape);
      }
      if (tape.read === tape.each * mostCells) {
        tape.cells = halved(tape.cells);
        tape.each *= 2;
      }
      const at = Math.floor(tape.read++ / tape.each);
      const cell = tape.cells[at] ?? { conforming: 0, violating: 0, 'other-endpoint': 0, unreadable: 0 };
      tape.cells[at] = cell;
      cell[verdict]++;
    },
    all: () => ({
      tapes: [...tapes].map(([source, tape]) => ({ source, ...tape })),
      unlisted: others.size,
    }),
  };
}

function halved(cells: readonly OpenCell[]): OpenCell[] {
  return cells.flatMap((cell, index) => {
    const next = cells[index + 1];
    if (index % 2 === 1) return [];
    if (next === undefined) return [cell];
    return [
      {
        conforming: cell.conforming + next.conforming,
        violating: cell.violating + next.violating,
        'other-endpoint': cell['other-endpoint'] + next['other-endpoint'],
        unreadable: cell.unreadable + next.unreadable,
      },
    ];
  });
}
