// Drives a provider with generated requests and judges its answers.
import { createJudge } from '../check.ts';
import { createHttpClient, type HttpClient } from '../client/http-client.ts';
import { validatorsOf } from '../compile/validators.ts';
import type { Catalogue } from '../contract/contract.ts';
import { ToolError } from '../errors.ts';
import { type FuzzSummary, percentOf } from '../report.ts';
import type { Tally } from '../tally.ts';
import { createCaseBook } from './case-book.ts';
import type { Family } from './family.ts';
import { type Candidate, createFindings } from './findings.ts';
import { createLedger } from './ledger.ts';
import { needs, planOf } from './plan.ts';
import { quoted, reproduction, type StatesOption } from './reproduce.ts';
import { keyOf, kindOf, note, type Progress, type Run } from './run.ts';
import { caseAt, runGroup, seedOf } from './run-group.ts';
import { replaySequence, runSequences, runStoredSequences, sequenceId } from './run-sequences.ts';
import { createSender, deaf, type Sender, type SenderOptions } from './sender.ts';
import { shrink } from './shrink.ts';
import { type ProviderState, prepareStates, type StateChange, type States, type StatesAccess } from './states.ts';
import { type Stored, storedFamilies } from './stored.ts';
import type { TestCase } from './test-case.ts';
import { createTrier } from './try-case.ts';

export interface FuzzOptions extends Omit<SenderOptions, 'sleep'> {
  readonly catalogue: Catalogue;
  readonly states: StatesAccess;
  readonly seed: number;
  /** `family@path`, as a finding prints it: replays that one case. */
  readonly path?: string;
  /** Cases to draw for each family of the random phase. */
  readonly runs: number;
  readonly concurrency: number;
  readonly timeoutMs: number;
  /** Cases of earlier runs, sent first. */
  readonly stored?: readonly Stored[];
  /** How requests are sent; over HTTP if absent. */
  readonly client?: HttpClient;
  readonly sleep?: (ms: number) => Promise<void>;
  /** Hears how far the run is. */
  readonly onProgress?: (progress: Progress) => void;
  /** Hears of each cause that was found, with its smallest case. */
  readonly onCounterexample?: (candidate: Candidate, stripeVersion: string) => void;
}

/**
 * Runs every phase against the provider into a tally.
 * Throws a `ToolError` when the provider never answers, when no state can be set up or when `path` leads nowhere.
 */
export async function fuzz(options: FuzzOptions, tally: Tally): Promise<FuzzSummary> {
  const { contract, concurrency, timeoutMs, signal } = options;
  const mayRepeat = (): boolean => sender.mayRepeat();
  const client =
    options.client ??
    createHttpClient({ timeoutMs, concurrency, mayRepeat, ...(signal === undefined ? {} : { signal }) });
  const judge = createJudge({ catalogue: options.catalogue, setting: 'test', party: 'provider' });
  const validate = validatorsOf(contract).request;
  const sleep = options.sleep ?? pause;
  const sender = createSender({ ...options, sleep }, createTrier(options, client, validate, judge));
  const run: Run = {
    contract,
    book: createCaseBook(tally, contract.id),
    sender,
    ledger: createLedger(contract),
    findings: createFindings(),
    phases: new Map(),
    onProgress: options.onProgress,
    kindsOf: body => validate(body).map(({ constraint }) => constraint.id),
  };
  let states: States | undefined;
  try {
    states = await prepareStates(options.states, contract, client);
    await (options.path === undefined ? runAll(run, options, states) : replay(run, options, states, options.path));
  } catch (thrown) {
    // A state that was under way when the run was told to stop says nothing of the provider.
    if (signal?.aborted !== true || !(thrown instanceof ToolError)) throw thrown;
  } finally {
    if (signal?.aborted !== true) await states?.leaveAll();
    client.close();
    run.book.close(untestedReason(sender.counts()));
  }
  const { requests, silence } = sender.counts();
  if (silence !== undefined) throw deaf(options.baseUrl, silence);
  if (states !== undefined) report(run, options, states, tally);
  const rows = run.ledger.rows();
  const coverage = { percent: percentOf(rows), rows };
  return { seed: options.seed, requests, phases: Object.fromEntries(run.phases), coverage };
}

/** Every family of a run, what was stored first. */
function familiesOf({ stored = [], contract }: FuzzOptions, cast: States['cast']): readonly Family[] {
  return [...storedFamilies(stored, contract.id, cast), ...planOf(contract, cast)];
}

async function runAll(run: Run, options: FuzzOptions, states: States): Promise<void> {
  const { book } = run;
  const families = familiesOf(options, states.cast);
  await runStoredSequences(run, options, states);
  for (const need of needs) {
    const group = families.filter(family => family.need === need);
    const entered = group.length === 0 ? undefined : await states.enter(need);
    if (entered === undefined) continue;
    if ('refused' in entered) {
      for (const kind of new Set(group.map(kindOf))) book.notTested(keyOf(run, kind), entered.refused);
      continue;
    }
    await runGroup(group, {
      ...options,
      tryCase: run.sender.tryCase,
      onSent: sent => note(run, sent),
      onStopped: (family, reason) => book.stopped(keyOf(run, kindOf(family)), reason),
    });
    await shrinkAll(run, options.seed, group);
    await entered.leave();
  }
  if (options.signal?.aborted !== true) await runSequences(run, options, states);
}

/** While the state of a group still holds, each of its findings is walked down to its smallest case. */
async function shrinkAll(run: Run, seed: number, group: readonly Family[]): Promise<void> {
  for (const candidate of run.findings.all()) {
    const family = group.find(({ id }) => id === candidate.family.id);
    const [testCase] = candidate.cases;
    // A case without an answer costs a whole time limit each time it is tried.
    if (family === undefined || testCase === undefined || candidate.finding.rule === 'provider/no-answer') continue;
    const nature = (body: TestCase['body']): string => run.kindsOf(body).join('\n');
    const smallest = await shrink(
      family,
      { testCase, finding: candidate.finding, path: candidate.path },
      {
        seed: seedOf(seed, family.id),
        tryCase: run.sender.tryCase,
        isSameNature: (one, other) => nature(one) === nature(other),
      },
    );
    run.findings.replace({ family, finding: smallest.finding, path: smallest.path, cases: [smallest.testCase] });
  }
}

/** Sends the one case that a path names; a second time where the first shows nothing, for what only a repetition shows. */
async function replay(run: Run, options: FuzzOptions, states: States, named: string): Promise<void> {
  const at = named.lastIndexOf('@');
  const [id, path] = [named.slice(0, at), named.slice(at + 1)];
  if (id === sequenceId) return replaySequence(run, options, states, path);
  const families = familiesOf(options, states.cast);
  const family = families.find(one => one.id === id);
  const testCase = family === undefined ? undefined : caseAt(family, options.seed, path);
  if (family === undefined || testCase === undefined) {
    throw new ToolError(
      'usage',
      `--path ${named} leads to no case of this run. Copy it from a finding, with its --seed.`,
    );
  }
  const entered = await states.enter(family.need);
  if ('refused' in entered) {
    run.book.notTested(keyOf(run, kindOf(family)), entered.refused);
    return;
  }
  for (let turn = 0; turn < 2 && run.findings.all().length === 0; turn++) {
    const trial = await run.sender.tryCase(testCase);
    if (trial !== undefined) note(run, { family, path, testCase, trial });
  }
  await entered.leave();
}

/** Puts the findings into the tally; a run whose answers were mostly about key or rate has found nothing but that. */
function report(run: Run, options: FuzzOptions, states: States, tally: Tally): void {
  const idle = idleReason(run.sender.counts().statuses);
  if (idle !== undefined) {
    tally.problem('nothing-tested', idle);
    return;
  }
  for (const candidate of run.findings.all()) {
    const { finding, cases, played, path, family, families, count } = candidate;
    const steps = played?.steps ?? [...states.describe(family.need, accountOf(cases[0]?.body)).map(setUp), ...cases];
    const replayed = { seed: options.seed, path: `${family.id}@${path}` };
    const reproduce = reproduction(options, finding, steps, statesOption(options.states), replayed);
    tally.finding(keyOf(run, kindOf(family)), { ...finding, reproduce, count });
    for (const id of families) tally.found(keyOf(run, kindOf({ id })), finding, 0, []);
    options.onCounterexample?.(candidate, options.stripeVersion);
  }
}

function setUp(state: ProviderState): StateChange {
  return { ...state, action: 'setup' };
}

function statesOption(access: StatesAccess): StatesOption {
  return access.kind === 'url'
    ? { option: `--provider-states-url ${quoted(access.url)} `, url: access.url }
    : { option: `--accounts ${quoted(access.file ?? 'FILE')} `, url: undefined };
}

/** Why no case of a run can be said to have passed or failed, where that is so. */
function untestedReason({ silence, statuses }: ReturnType<Sender['counts']>): string | undefined {
  if (silence !== undefined) return `the provider gave no answer: ${silence}`;
  return idleReason(statuses) === undefined ? undefined : 'most answers were 401, 403 or 429';
}

function idleReason(statuses: ReadonlyMap<number, number>): string | undefined {
  const count = (...wanted: number[]): number => wanted.reduce((sum, status) => sum + (statuses.get(status) ?? 0), 0);
  const all = [...statuses.values()].reduce((sum, number) => sum + number, 0);
  const idle = count(401, 403, 429);
  if (all === 0 || idle * 2 <= all) return undefined;
  const advice =
    count(401, 403) >= count(429) ? 'Check the key: --api-key-env names its variable.' : 'Lower --concurrency.';
  return `${idle} of ${all} answers were 401, 403 or 429: hardly anything was tested. ${advice}`;
}

function accountOf(body: unknown): string | undefined {
  return typeof body === 'object' && body !== null && 'account' in body ? String(body.account) : undefined;
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
