// How fast a provider can be fuzzed, and where the time goes. `npm run bench` builds dist/ and measures that build:
//
//   http        requests a second: (a) our client against an empty node:http server in another process, (b) the same
//               client against the embedded provider, in another process as well, (c) drawn, sent and judged. (a) and (b)
//               send requests that were drawn before and look at no answer: c/b is what is left after drawing and judging.
//               (d) is what a user has: `fuzz --max-requests 60000` as a process of its own, its start, its phases in
//               turn and its report included.
//   judge       exchanges a second, in this process: recorded ones, made into exchanges and judged.
//   generation  request bodies a second, drawn and written as JSON.
//
// What is compared takes turns within each round, so that a busy machine slows all of it alike. Printed are medians and,
// as the noise of the machine, the slowest and the fastest round. Rates of two machines cannot be compared, ratios can.
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import fc from 'fast-check';
import { createJudge } from '../src/check.ts';
import { createHttpClient } from '../src/client/http-client.ts';
import { toArbitrary } from '../src/compile/to-arbitrary.ts';
import { toFaults } from '../src/compile/to-faults.ts';
import { validatorsOf } from '../src/compile/validators.ts';
import { loadCatalogue } from '../src/contract/contract.ts';
import { namedContract } from '../src/contract/select-contract.ts';
import { createExchange, type RawExchange } from '../src/exchange.ts';
import { randomFamilies } from '../src/fuzz/random-families.ts';
import { createRequestFor, type Target } from '../src/fuzz/request-for.ts';
import type { TestCase } from '../src/fuzz/test-case.ts';
import { createTrier } from '../src/fuzz/try-case.ts';
import { flat } from '../src/readers/flat.ts';
import { ndjsonReader } from '../src/readers/ndjson.ts';
import { type Bench, lines, measure, ratio, repeat, repeatAtOnce } from './rounds.ts';
import { runFuzz, startEmptyServer, startProvider } from './servers.ts';

const rounds = Number(process.argv[2] ?? 5);
const milliseconds = Number(process.argv[3] ?? 500);
/** Of a run of the command: its start is a tenth of it. */
const mostRequests = 60_000;
const stripeVersion = '2026-02-25.clover';
/** Of the provider that is served. */
const accounts = [
  { id: 'acct_1Nv0FGQ9RKHgCVdK', configurations: ['recipient'] },
  { id: 'acct_1Nv0FGQ9RKHgMRCT', configurations: ['merchant'] },
  { id: 'acct_1Nv0FGQ9RKHgALL3', configurations: ['customer', 'merchant', 'recipient'] },
];

const catalogue = loadCatalogue();
const { contract } = namedContract(catalogue, stripeVersion);

process.stdout.write(
  `Node ${process.version}, ${availableParallelism()} cores; medians of ${rounds} rounds, slowest - fastest\n`,
);
await benchHttp();
await benchJudge();
await benchGeneration();

async function benchHttp(): Promise<void> {
  const empty = await startEmptyServer();
  const provider = await startProvider();
  const judge = createJudge({ catalogue, setting: 'test', party: 'provider' });
  const client = createHttpClient({ timeoutMs: 10_000, concurrency: 16 });
  const drawn = Array.from({ length: 4096 }, cases());
  let findings = 0;
  let failures = 0;
  const bare = (name: string, baseUrl: string, atOnce: number): Bench => {
    const requests = drawn.map(createRequestFor(targetAt(baseUrl)));
    let at = 0;
    const send = async (): Promise<void> => {
      const request = requests[at++ % requests.length];
      if (request === undefined || (await client.send(request)).kind === 'failed') failures++;
    };
    return { name: `${name} c=${atOnce}`, run: time => repeatAtOnce(time, atOnce, send) };
  };
  const checked = (name: string, baseUrl: string, atOnce: number): Bench => {
    const attempt = createTrier(targetAt(baseUrl), client, validatorsOf(contract).request, judge);
    const next = cases();
    let entry = 0;
    const send = async (): Promise<void> => {
      const trial = await attempt(next(), ++entry);
      if (trial.failure !== undefined) failures++;
      findings += trial.findings.length;
    };
    return { name: `${name} c=${atOnce}`, run: time => repeatAtOnce(time, atOnce, send) };
  };
  const levels = [1, 16];
  const benches = levels.flatMap(atOnce => [
    bare('(a) bare, empty server', empty.url, atOnce),
    bare('(b) bare, provider', provider.url, atOnce),
    checked('(c) checked, provider', provider.url, atOnce),
  ]);
  const command = '(d) the command, provider c=16';
  benches.push({ name: command, run: () => runFuzz(provider.url, mostRequests) });
  try {
    const rates = await measure(benches, rounds, milliseconds);
    print('http', [
      ...lines(rates, 'requests/s'),
      ...levels.flatMap(atOnce => [
        ratio(rates, `(c) checked, provider c=${atOnce}`, `(b) bare, provider c=${atOnce}`),
        ratio(rates, `(b) bare, provider c=${atOnce}`, `(a) bare, empty server c=${atOnce}`),
      ]),
      ratio(rates, command, '(b) bare, provider c=16'),
      `  findings ${findings}, failures ${failures}`,
    ]);
  } finally {
    client.close();
    await Promise.all([empty.stop(), provider.stop()]);
  }
}

function targetAt(baseUrl: string): Target {
  return { baseUrl, contract, stripeVersion, apiKey: 'sk_test_dummy', headers: [] };
}

/** Cases of all families that need no state, as a run draws them: so many of one family, then of the next. */
function cases(): () => TestCase {
  const cast = { existing: accounts, unknown: undefined, limited: undefined, foreign: [] };
  const families = randomFamilies(contract, cast)
    .filter(({ need }) => need === 'none')
    .flatMap(family => (Array.isArray(family.cases) ? [] : [family.cases as fc.Arbitrary<TestCase>]));
  let drawn: TestCase[] = [];
  let batch = 0;
  const next = (): TestCase => {
    const held = drawn.pop();
    if (held !== undefined) return held;
    const arbitrary = families[batch++ % families.length];
    if (arbitrary === undefined) throw new Error('There is nothing to draw.');
    drawn = fc.sample(arbitrary, { seed: batch, numRuns: 64 });
    return next();
  };
  return next;
}

async function benchJudge(): Promise<void> {
  const raws = await recordings();
  const texts = raws.map(raw => JSON.stringify(raw));
  const judge = createJudge({ catalogue });
  let at = 0;
  const rates = await measure(
    [
      { name: 'JSON.parse alone', run: time => repeat(time, () => JSON.parse(texts[at++ % texts.length] ?? '')) },
      {
        name: 'createExchange',
        run: time => repeat(time, () => createExchange(raws[at++ % raws.length] as RawExchange)),
      },
      {
        name: 'createExchange and judge',
        run: time => repeat(time, () => judge(createExchange(raws[at++ % raws.length] as RawExchange))),
      },
    ],
    rounds,
    milliseconds,
  );
  print('judge', lines(rates, 'exchanges/s'));
}

async function recordings(): Promise<RawExchange[]> {
  const folder = new URL('../../cases/recordings/', import.meta.url);
  const names = readdirSync(folder).filter(name => name.endsWith('.ndjson'));
  const raws: RawExchange[] = [];
  for (const name of names) {
    const chunks = (async function* () {
      yield readFileSync(new URL(name, folder));
    })();
    for await (const record of flat(ndjsonReader.read(chunks, name))) {
      if (record.kind === 'exchange') raws.push(record.exchange);
    }
  }
  return raws;
}

async function benchGeneration(): Promise<void> {
  const valid = toArbitrary(contract.request);
  const faults = toFaults(contract.request).map(({ arbitrary }) => arbitrary.map(({ value }) => value));
  const [constant] = fc.sample(valid, { seed: 1, numRuns: 1 });
  let seed = 0;
  const drawing = (name: string, arbitraries: readonly fc.Arbitrary<unknown>[]): Bench => ({
    name,
    run: async time => {
      const batches = repeat(time, () => {
        const arbitrary = arbitraries[++seed % arbitraries.length] ?? fc.constant(null);
        for (const value of fc.sample(arbitrary, { seed, numRuns: 64 })) JSON.stringify(value);
      });
      return batches * 64;
    },
  });
  const rates = await measure(
    [
      {
        name: 'JSON.stringify of a constant',
        run: time =>
          64 *
          repeat(time, () => {
            for (let times = 0; times < 64; times++) JSON.stringify(constant);
          }),
      },
      drawing('valid', [valid]),
      drawing('faulty', faults),
    ],
    rounds,
    milliseconds,
  );
  print('generation', lines(rates, 'bodies/s'));
}

function print(title: string, content: readonly string[]): void {
  process.stdout.write(`\n${title}\n${content.join('\n')}\n`);
}
