// How many faulty providers each leg catches, and how many conforming ones it blames: `npm run kill-rate -- --help`.
// The whole catalogue, over HTTP, with fresh seeds; exit 1 when a fault survives or a conforming provider is blamed.
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { conformingProviders } from '../cases/providers/conforming.ts';
import { faultyProviders } from '../cases/providers/faulty.ts';
import { type Job, type Leg, legs, type Result, shows } from './kill-rate/job.ts';
import { summary } from './kill-rate/summary.ts';

const { values } = parseArgs({
  options: {
    leg: { type: 'string', multiple: true, default: [...legs] },
    seeds: { type: 'string', default: '1' },
    seed: { type: 'string' },
    kind: { type: 'string', multiple: true, default: ['faulty', 'conforming'] },
    only: { type: 'string', default: '' },
    sample: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`npm run kill-rate -- [options]

  --leg fuzz|verify|gate   this leg only (may be repeated)
  --seeds N                so many runs of each provider, each with a seed of its own (1)
  --seed N                 the first of these seeds; drawn if absent
  --kind faulty|conforming providers of this kind only
  --only TEXT              providers whose id contains TEXT
  --sample N               so many providers of each kind and seed, drawn by the seed`);
  process.exit(0);
}

const wanted = legs.filter(leg => values.leg.includes(leg));
const unknown = values.leg.filter(leg => !legs.some(known => known === leg));
if (unknown.length > 0) fail(`--leg is one of ${legs.join(', ')}, not ${unknown.join(', ')}.`);
const strange = values.kind.filter(kind => kind !== 'faulty' && kind !== 'conforming');
if (strange.length > 0) fail(`--kind is faulty or conforming, not ${strange.join(', ')}.`);
const count = wholeNumber('seeds', values.seeds);
const first = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : wholeNumber('seed', values.seed);
const seeds = Array.from({ length: count }, (_, index) => (first + index) % 2 ** 31);
const sample = values.sample === undefined ? Number.POSITIVE_INFINITY : wholeNumber('sample', values.sample);

const jobs = seeds.flatMap(seed =>
  wanted.flatMap(leg => values.kind.flatMap(kind => jobsOf(leg, seed, kind === 'faulty'))),
);
if (jobs.length === 0) fail(`No provider is called "${values.only}".`);
console.log(`${jobs.length} runs with the seeds ${seeds.join(', ')}`);
const results = await runAll(jobs);
console.log(summary(results));
if (results.some(({ outcome }) => outcome !== 'right')) process.exitCode = 1;

function jobsOf(leg: Leg, seed: number, isFaulty: boolean): Job[] {
  const providers = (isFaulty ? faultyProviders : conformingProviders).filter(
    one => one.id.includes(values.only) && (!isFaulty || shows(one, leg)),
  );
  const offset = seed % Math.max(1, providers.length);
  return [...providers.slice(offset), ...providers.slice(0, offset)]
    .slice(0, sample)
    .map(({ id }) => ({ leg, seed, id, isFaulty }));
}

/** A process for each core: each takes the next job when it has done one. */
async function runAll(queue: readonly Job[]): Promise<readonly Result[]> {
  const done: Result[] = [];
  const waiting = [...queue];
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = fork(new URL('./kill-rate/worker.ts', import.meta.url));
      let current: Job | undefined;
      const next = (): void => {
        current = waiting.shift();
        if (current === undefined) child.disconnect();
        else child.send(current);
      };
      child.on('message', (result: Result) => {
        done.push(result);
        tell(result, done.length, queue.length);
        next();
      });
      child.on('error', reject);
      child.on('exit', code => {
        if (current !== undefined)
          done.push({ ...current, outcome: 'broken', detail: `the process ended with ${code}` });
        resolve();
      });
      stopWith(child);
      next();
    });
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), queue.length) }, work));
  for (const job of waiting) done.push({ ...job, outcome: 'broken', detail: 'it was not run' });
  return done;
}

function stopWith(child: ChildProcess): void {
  process.once('exit', () => child.kill());
}

function tell({ leg, id, seed, outcome, detail }: Result, done: number, all: number): void {
  if (outcome !== 'right') console.log(`${outcome}: ${leg} ${id} with seed ${seed}: ${detail}`);
  else if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${all}\u001b[K`);
  else if (done % 100 === 0) console.log(`${done} of ${all}`);
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) fail(`--${name} is a whole number, not "${text}".`);
  return Number(text);
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
