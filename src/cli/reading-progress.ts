// How far a long reading is, how fast, and how long it will last: on a terminal, where somebody waits.
import type { Watch } from '../readers/read-inputs.ts';
import type { Io } from './io.ts';

export interface ReadingProgress extends Watch {
  /** Takes the line away, for what follows is the report. */
  end(): void;
}

/** Nothing is shown of what is over soon, and no more often than anybody can read. */
const [firstAfter, nextAfter] = [500, 200];

/** Shows the progress of a reading on standard error, if that is a terminal. `now` is a clock in milliseconds. */
export function readingProgress(
  io: Io,
  isQuiet: boolean,
  now: () => number = () => performance.now(),
): ReadingProgress {
  if (io.stderr.isTTY !== true || io.env['CI'] !== undefined || isQuiet) {
    return { begin: () => {}, read: () => {}, end: () => {} };
  }
  const start = now();
  let total: number | undefined;
  let done = 0;
  let next = start + firstAfter;
  let isShown = false;
  return {
    begin(bytes) {
      total = bytes;
    },
    read(bytes) {
      done += bytes;
      const time = now();
      if (time < next) return;
      next = time + nextAfter;
      isShown = true;
      io.stderr.write(`\r${lineOf(done, total, (time - start) / 1000)}\u001b[K`);
    },
    end() {
      if (isShown) io.stderr.write('\r\u001b[K');
      isShown = false;
      next = Number.POSITIVE_INFINITY;
    },
  };
}

/** `judging: 42 % of 1.2 GB, 210 MB/s, 3 s left`; of a pipe nobody knows how long it is. */
function lineOf(done: number, total: number | undefined, seconds: number): string {
  const rate = done / seconds;
  if (total === undefined || total < done) return `judging: ${sizeOf(done)}, ${sizeOf(rate)}/s`;
  const left = Math.ceil((total - done) / rate);
  const time = left < 60 ? `${left} s` : `${Math.floor(left / 60)} min ${left % 60} s`;
  return `judging: ${Math.floor((100 * done) / total)} % of ${sizeOf(total)}, ${sizeOf(rate)}/s, ${time} left`;
}

function sizeOf(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.round(bytes / 1e3)} kB`;
}
