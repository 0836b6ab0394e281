// The time of day as a test wants it: a link expires without anybody waiting.
import { ToolError } from '../errors.ts';

/** How a clock is set; what is left out stays as it is. */
export interface ClockSetting {
  /** The time from now on, as RFC 3339 with its offset. */
  readonly at?: string;
  /** So many seconds later than it was. May be negative. */
  readonly advance?: number;
  /** Whether it stands still. */
  readonly frozen?: boolean;
}

export interface Clock {
  now(): Date;
  set(setting: ClockSetting): void;
  /** Back to the time of the system. */
  reset(): void;
  /** `undefined` while nobody has set it. */
  snapshot(): ClockSnapshot | undefined;
}

/** How far a clock is from that of the system, or where it stands still; in milliseconds. */
export type ClockSnapshot = { readonly offset: number } | { readonly frozenAt: number };

export function createClock(system: () => Date, restored?: ClockSnapshot): Clock {
  let held = restored;
  const now = (): Date => {
    if (held === undefined) return system();
    return new Date('frozenAt' in held ? held.frozenAt : system().getTime() + held.offset);
  };
  return {
    now,
    set: ({ at, advance = 0, frozen }) => {
      const time = (at === undefined ? now().getTime() : timeOf(at)) + Math.round(advance * 1000);
      if (Number.isNaN(new Date(time).getTime())) throw refuse(`\`advance\` leads beyond all dates: ${advance}`);
      const stands = frozen ?? (held !== undefined && 'frozenAt' in held);
      held = stands ? { frozenAt: time } : { offset: time - system().getTime() };
    },
    reset: () => {
      held = undefined;
    },
    snapshot: () => held,
  };
}

function timeOf(at: string): number {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(at) ? Date.parse(at) : Number.NaN;
  if (Number.isNaN(time)) throw refuse('`at` is no RFC 3339 time');
  return time;
}

function refuse(reason: string): ToolError {
  return new ToolError(
    'usage',
    `The clock cannot be set: ${reason}. Say {"at": "2026-01-31T12:00:00Z"}, {"advance": 301} or {"frozen": true}.`,
  );
}
