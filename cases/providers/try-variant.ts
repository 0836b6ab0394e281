// A variant under one leg: what the report says of it.
import { createJudge } from '../../src/check.ts';
import { createInProcessClient } from '../../src/client/in-process-client.ts';
import { type Catalogue, loadCatalogue } from '../../src/contract/contract.ts';
import { namedContract } from '../../src/contract/select-contract.ts';
import { fuzz } from '../../src/fuzz/fuzz.ts';
import { gate } from '../../src/gate.ts';
import { readInputs } from '../../src/readers/read-inputs.ts';
import type { Report } from '../../src/report.ts';
import { createTally } from '../../src/tally.ts';
import { loadPacts } from '../../src/verify/load-pacts.ts';
import { tallyVerification } from '../../src/verify/tally-verification.ts';
import { underVersion } from '../../src/verify/under-version.ts';
import { verify } from '../../src/verify/verify.ts';
import { provideVariant, serveVariant } from './serve-variant.ts';
import type { Variant } from './variant.ts';

export interface Trial {
  readonly seed: number;
  /** Under which the provider is asked. */
  readonly version: string;
  /** Cases of each family. */
  readonly runs: number;
  /** The first error ends it: a fault that has been found need not be found again. */
  readonly untilFound: boolean;
}

export const catalogue: Catalogue = loadCatalogue();

/** Whether a variant can do without a server. */
export function runsInProcess({ isOnWire, hangs }: Variant): boolean {
  return isOnWire === undefined && hangs === undefined;
}

/** Fuzzes a variant in this process. */
export async function fuzzInProcess(variant: Variant, trial: Trial): Promise<Report> {
  const { handle } = provideVariant(variant, { catalogue });
  return fuzzed(trial, { baseUrl: 'http://provider.example', timeoutMs: 5000, client: createInProcessClient(handle) });
}

/** Fuzzes a variant over HTTP. */
export async function fuzzOverHttp(variant: Variant, trial: Trial): Promise<Report> {
  const server = await serveVariant(variant);
  try {
    return await fuzzed(trial, { baseUrl: server.url, timeoutMs: timeoutOf(variant) });
  } finally {
    await server.close();
  }
}

/** Verifies a variant against the committed pacts of the contract of the version. */
export async function verifyVariant(variant: Variant, { version }: Trial): Promise<Report> {
  const server = await serveVariant(variant);
  const tally = createTally();
  try {
    const result = await verify({
      ...{ baseUrl: server.url, apiKey, extraHeaders: [], timeoutMs: timeoutOf(variant) },
      pacts: pactsOf(version, variant.version !== undefined),
      sleep: async () => {},
      statesUrl: server.url + statesPath,
    });
    tallyVerification(result, tally, createJudge({ catalogue, setting: 'test' }));
  } finally {
    await server.close();
  }
  return tally.report('verify', '0', threshold);
}

/** All three legs against a variant: the bundled recordings, generated requests, the pacts. */
export async function gateVariant(variant: Variant, trial: Trial): Promise<Report> {
  const server = await serveVariant(variant);
  const tally = createTally();
  try {
    const summary = await gate(
      {
        ...optionsOf(trial, { baseUrl: server.url, timeoutMs: timeoutOf(variant) }),
        contracts: [namedContract(catalogue, trial.version)],
        records: readInputs([recordings], { stdin: nothing(), format: 'auto' }),
        pacts: pactsOf(trial.version, variant.version !== undefined),
        allowUnreadable: 0,
        onRecord: () => {},
      },
      tally,
    );
    return tally.report('gate', '0', threshold, summary);
  } finally {
    await server.close();
  }
}

const apiKey = 'sk_test_dummy';
const statesPath = '/_pact/provider-states';
const threshold = { party: 'both', failOn: 'error' } as const;
const recordings = new URL('../recordings/', import.meta.url).pathname;

type Way = Pick<Parameters<typeof fuzz>[0], 'baseUrl' | 'timeoutMs' | 'client'>;

function optionsOf({ seed, runs }: Trial, way: Way) {
  return {
    ...{ ...way, catalogue, seed, runs, apiKey, headers: [], concurrency: 4, clock: () => performance.now() },
    sleep: async () => {}, // what a provider asks for in `Retry-After` is not waited for
    states: { kind: 'url', url: way.baseUrl + statesPath } as const,
  };
}

async function fuzzed(trial: Trial, way: Way): Promise<Report> {
  const tally = createTally();
  const seen = { conforming: 0, violating: 0 };
  // Over HTTP a provider is taken to be there once it has answered something right.
  const isFound = (): boolean => seen.violating > 0 && (way.client !== undefined || seen.conforming > 0);
  const summary = await fuzz(
    {
      ...{ ...optionsOf(trial, way), ...namedContract(catalogue, trial.version) },
      clock: () => (trial.untilFound && isFound() ? Number.POSITIVE_INFINITY : performance.now()),
      maxTimeMs: Number.MAX_VALUE,
      onProgress: ({ conforming, violating }) => Object.assign(seen, { conforming, violating }),
    },
    tally,
  );
  return tally.report('fuzz', '0', threshold, summary);
}

function timeoutOf({ hangs }: Variant): number {
  return hangs === true ? 2000 : 5000;
}

/** Under just this version where the variant is about one; else as they are, with what a later version began. */
function pactsOf(version: string, isStrict: boolean): ReturnType<typeof loadPacts> {
  const named = namedContract(catalogue, version);
  const pacts = loadPacts(catalogue, { contracts: [named.contract.id] });
  return isStrict ? pacts.map(pact => underVersion(pact, named)) : pacts;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
