// Drives a provider with generated requests and judges its answers.
import { createJudge } from '../check.ts';
import { validatorsOf } from '../compile/validators.ts';
import type { Catalogue } from '../contract/contract.ts';
import { ToolError } from '../errors.ts';
import { createFinding, type Finding } from '../finding.ts';
import { problem } from '../oracle/judge-answer.ts';
import type { FuzzSummary } from '../report.ts';
import type { CaseKey, Tally } from '../tally.ts';
import { type Family, familiesOf } from './families.ts';
import { createHttpClient, type HttpClient } from '../client/http-client.ts';
import { reproduction } from './reproduce.ts';
import { type FamilyRun, runFamily } from './run-family.ts';
import { prepareStates, type States, type StatesAccess } from './states.ts';
import type { Need, TestCase } from './test-case.ts';
import { createTrier, type Target, type Trial } from './try-case.ts';

export interface FuzzOptions extends Target {
  readonly catalogue: Catalogue;
  readonly states: StatesAccess;
  readonly seed: number;
  /** `family@path`, as a finding prints it: replays that one case. */
  readonly path?: string;
  /** Cases of each family. */
  readonly runs: number;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly maxRequests?: number;
  readonly maxTimeMs?: number;
  readonly signal?: AbortSignal;
  /** How requests are sent; over HTTP if absent. */
  readonly client?: HttpClient;
  /** Milliseconds that only go forward. */
  readonly clock: () => number;
}

/** Needs in the order in which they are entered: what affects the whole platform comes last. */
const needs: readonly Need[] = ['none', 'unknown', 'rate-limited', 'blocked'];

/**
 * Runs every family of requests against the provider into a tally.
 * Throws a `ToolError` when the provider never answers, when no state can be set up or when `path` names no family.
 */
export async function fuzz(options: FuzzOptions, tally: Tally): Promise<FuzzSummary> {
  const { contract, concurrency, timeoutMs, signal } = options;
  const client =
    options.client ?? createHttpClient({ timeoutMs, concurrency, ...(signal === undefined ? {} : { signal }) });
  const judge = createJudge({ catalogue: options.catalogue, setting: 'test' });
  const send = createTrier(options, client, validatorsOf(contract).request, judge);
  const started = options.clock();
  const links = new Map<string, number>();
  const statuses = new Map<number, number>();
  let requests = 0;
  let failures = 0;
  let lastFailure = '';

  const mayGoOn = (): boolean =>
    signal?.aborted !== true &&
    requests < (options.maxRequests ?? Number.POSITIVE_INFINITY) &&
    options.clock() - started < (options.maxTimeMs ?? Number.POSITIVE_INFINITY);

  const tryCase = async (testCase: TestCase, family: string): Promise<Trial | undefined> => {
    if (!mayGoOn()) return undefined;
    const entry = ++requests;
    const trial = await send(testCase, entry, family);
    if (trial.failure !== undefined) {
      failures++;
      lastFailure = trial.failure.reason;
      if (failures === requests && failures >= mostDeaf) throw deaf(options.baseUrl, lastFailure);
    }
    if (trial.status !== undefined) statuses.set(trial.status, (statuses.get(trial.status) ?? 0) + 1);
    const reused = trial.link === undefined ? undefined : links.get(trial.link);
    if (trial.link !== undefined) links.set(trial.link, entry);
    return reused === undefined
      ? trial
      : { ...trial, findings: [...trial.findings, linkReused(options, entry, reused)] };
  };

  let states: States | undefined;
  const covered = new Set<string>();
  try {
    states = await prepareStates(options.states, contract, client);
    const families = chosen(familiesOf(contract, states.cast), options.path);
    for (const need of needs) {
      const group = families.filter(family => family.need === need);
      if (group.length === 0) continue;
      const entered = await states.enter(need);
      if ('refused' in entered) {
        for (const { id } of group)
          tally.outcome(keyOf(options, id), { result: 'not-tested', detail: entered.refused });
        continue;
      }
      for (const family of group) {
        const path = options.path?.split('@')[1];
        const run = await runFamily(family, {
          ...options,
          ...(path === undefined ? {} : { path }),
          tryCase: testCase => tryCase(testCase, family.id),
        });
        record(options, states, family, run, tally);
        if (family.constraint !== undefined && run.trials.length > 0) covered.add(family.constraint.id);
      }
      await entered.leave();
    }
  } finally {
    if (signal?.aborted !== true) await states?.leaveAll();
    client.close();
  }
  if (requests > 0 && failures === requests) throw deaf(options.baseUrl, lastFailure);
  const total = familiesOf(contract, states.cast).filter(({ constraint }) => constraint !== undefined).length;
  reportIdle(statuses, tally);
  return { seed: options.seed, requests, constraints: { covered: covered.size, total } };
}

/** A provider that has not answered one of so many requests is not there. */
const mostDeaf = 5;

function deaf(baseUrl: string, reason: string): ToolError {
  return new ToolError(
    'provider-unreachable',
    `The provider at ${baseUrl} did not answer one request: ${reason}. Check the address and that the provider runs.`,
  );
}

/** A run whose answers were all about the key or the rate has tested nothing, whatever else it found. */
function reportIdle(statuses: ReadonlyMap<number, number>, tally: Tally): void {
  const count = (wanted: readonly number[]): number =>
    wanted.reduce((sum, status) => sum + (statuses.get(status) ?? 0), 0);
  const all = [...statuses.values()].reduce((sum, number) => sum + number, 0);
  const idle = count([401, 403, 429]);
  if (all === 0 || idle * 2 <= all) return;
  const cause =
    count([401, 403]) >= count([429]) ? 'Check the key: --api-key-env names its variable.' : 'Lower --concurrency.';
  tally.problem(
    'nothing-tested',
    `${idle} of ${all} answers were 401, 403 or 429: hardly anything was tested. ${cause}`,
  );
}

function chosen(families: readonly Family[], path: string | undefined): readonly Family[] {
  if (path === undefined) return families;
  const id = path.split('@')[0];
  const family = families.find(one => one.id === id);
  if (family === undefined) {
    throw new ToolError(
      'usage',
      `--path names the family \`${id}\`, which this run has not. Families: ${families.map(one => one.id).join(', ')}.`,
    );
  }
  return [family];
}

function keyOf({ contract }: FuzzOptions, id: string): CaseKey {
  return { leg: 'fuzz', name: `${contract.id} ${id}` };
}

function record(options: FuzzOptions, states: States, family: Family, run: FamilyRun, tally: Tally): void {
  const key = keyOf(options, family.id);
  for (const { findings } of run.trials) {
    const isViolating = findings.some(({ severity }) => severity === 'error');
    tally.exchange(key, isViolating ? 'violating' : 'conforming', options.contract.id);
  }
  const url = options.states.kind === 'url' ? options.states.url : undefined;
  for (const { finding, testCase, path } of run.faults) {
    const account = accountOf(testCase.body);
    const needed = states.describe(family.need, account);
    const replay = { seed: options.seed, path: `${family.id}@${path}` };
    const reproduce = reproduction(options, testCase, { url, needed }, replay);
    const count = run.trials.filter(({ findings }) =>
      findings.some(one => one.fingerprint === finding.fingerprint),
    ).length;
    tally.finding(key, { ...finding, reproduce, count: Math.max(1, count) });
  }
  const detail = `${run.trials.length} requests${run.stopped === undefined ? '' : `, ${run.stopped}`}`;
  tally.outcome(key, run.trials.length === 0 ? { result: 'not-tested', detail: run.stopped ?? detail } : { detail });
}

function accountOf(body: unknown): string | undefined {
  return typeof body === 'object' && body !== null && 'account' in body ? String(body.account) : undefined;
}

function linkReused({ contract, baseUrl }: FuzzOptions, entry: number, earlier: number): Finding {
  const basis = { evidence: 'documented', source: 'reference-2025-12-15.clover' } as const;
  const found = problem(
    'provider/link-reused',
    'Two requests were answered with the same link.',
    'a new link',
    `the link of request ${earlier}`,
    basis,
  );
  return createFinding(found, contract.id, { source: baseUrl, entry });
}
