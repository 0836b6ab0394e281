import { type Leg, legs, type Result } from './job.ts';

/** A line for each leg: how many faults it caught of how many, how many conforming providers it blamed of how many. */
export function summary(results: readonly Result[]): string {
  const lines = legs.filter(leg => results.some(result => result.leg === leg)).map(leg => lineOf(leg, results));
  return [row('', 'faults', 'killed', 'rate', 'conforming', 'blamed', 'broken'), ...lines].join('\n');
}

function lineOf(leg: Leg, results: readonly Result[]): string {
  const own = results.filter(result => result.leg === leg);
  const [faulty, conforming] = [own.filter(one => one.isFaulty), own.filter(one => !one.isFaulty)];
  const count = (list: readonly Result[], outcome: Result['outcome']): number =>
    list.filter(one => one.outcome === outcome).length;
  const killed = count(faulty, 'right');
  const rate = faulty.length === 0 ? '-' : `${((100 * killed) / faulty.length).toFixed(1)} %`;
  return row(leg, faulty.length, killed, rate, conforming.length, count(conforming, 'blamed'), count(own, 'broken'));
}

function row(...cells: readonly (string | number)[]): string {
  return cells.map((cell, at) => (at === 0 ? String(cell).padEnd(8) : String(cell).padStart(12))).join('');
}
