// Verifies a provider against pacts: Pact's verifier in a process of its own, our guard between it and the provider.
import { setTimeout } from 'node:timers/promises';
import type { AccountsFile } from '../accounts.ts';
import { createHttpClient } from '../client/http-client.ts';
import { ToolError } from '../errors.ts';
import { createForwarder, type Target } from './forward.ts';
import { type Guard, type GuardHandlers, startGuard } from './guard.ts';
import type { Asked } from './interaction-result.ts';
import { numberedPact, type Pact, type PactState } from './pact.ts';
import { type PactProcess, startPactProcess } from './pact-process.ts';
import type { Sleep } from './patience.ts';
import { readReport } from './read-report.ts';
import { createRun, type Run, type VerifyResult } from './run.ts';
import { createStates, type States, type StatesAccess } from './states.ts';

export type { VerifyResult } from './run.ts';

export interface VerifyOptions extends Target {
  readonly pacts: readonly Pact[];
  /** Where provider states are set up. Without it, the provider is known by its accounts. */
  readonly statesUrl?: string;
  readonly accounts?: AccountsFile;
  /** For one request to the provider. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Waits for what a 429 asks for. */
  readonly sleep?: Sleep;
}

/**
 * Plays every interaction of the pacts against a provider. An interaction whose states the provider refuses is not
 * tested. Throws a `ToolError` when there is no interaction, no way to set up the states they need, or no Pact.
 */
export async function verify(options: VerifyOptions): Promise<VerifyResult> {
  const asked = options.pacts.flatMap(({ source, interactions }) =>
    interactions.map((interaction, index): Asked => ({ ...interaction, source, entry: index + 1 })),
  );
  if (asked.length === 0) throw new ToolError('nothing-tested', `${sourcesOf(options.pacts)} holds no interaction.`);
  const run = createRun(asked, options);
  for (const [number, { skipped }] of asked.entries()) if (skipped !== undefined) run.refusals.set(number, skipped);
  const client = createHttpClient({ timeoutMs: options.timeoutMs, concurrency: 1 });
  const states = createStates(accessOf(options, asked), client, run.report);
  const pactProcess = startPactProcess();
  const abort = (): void => pactProcess.close();
  options.signal?.addEventListener('abort', abort);
  try {
    const guard = await startGuard(handlersOf(options, run, states, client));
    try {
      await verifyAll(options, run, pactProcess, guard);
    } finally {
      pactProcess.close();
      await states.leaveAllBut();
      client.close();
      await guard.close();
    }
  } finally {
    pactProcess.close();
    options.signal?.removeEventListener('abort', abort);
  }
  return run.result();
}

function sourcesOf(pacts: readonly Pact[]): string {
  return pacts.length === 0 ? 'The list of pacts' : `The pact ${pacts.map(({ source }) => source).join(', ')}`;
}

/** With neither URL nor accounts, interactions without states can still be played. */
function accessOf({ statesUrl, accounts }: VerifyOptions, asked: readonly Asked[]): StatesAccess {
  if (statesUrl !== undefined) return { kind: 'url', url: statesUrl };
  if (accounts !== undefined) return { kind: 'accounts', accounts };
  if (asked.every(({ states }) => states.length === 0)) {
    return { kind: 'accounts', accounts: { accounts: [] } };
  }
  throw new ToolError(
    'states-needed',
    'The pacts need provider states, such as an account that exists. Name the URL where the provider sets them up, or ' +
      'a file of the accounts that it has.',
  );
}

function handlersOf(
  options: VerifyOptions,
  run: Run,
  states: States,
  client: Parameters<typeof createForwarder>[1],
): GuardHandlers {
  const firsts = firstNumbers(options.pacts);
  const { timeoutMs, sleep = (milliseconds: number) => setTimeout(milliseconds) } = options;
  return {
    pact: index => {
      const pact = options.pacts[index];
      return pact === undefined ? undefined : JSON.stringify(numberedPact(pact, firsts[index] ?? 0));
    },
    async setUp(name) {
      const [interaction = 0, position = 0] = name.split('/').map(Number);
      const state: PactState | undefined = run.asked[interaction]?.states[position];
      if (state === undefined) throw new Error(`Pact asks for the state ${name}, which no interaction has.`);
      // What Pact does not undo: after a refusal it leaves the states that were set up before.
      await states.leaveAllBut(interaction);
      const entering = await states.enter(interaction, state);
      if ('values' in entering) return entering.values;
      run.refusals.set(interaction, entering.refused);
      return undefined;
    },
    tearDown: () => states.leaveAllBut(),
    forward: createForwarder(options, client, { timeoutMs, sleep }, run.asked, run.visits),
  };
}

/** The number of the first interaction of each pact: they are numbered through. */
function firstNumbers(pacts: readonly Pact[]): readonly number[] {
  let next = 0;
  return pacts.map(({ interactions }) => {
    next += interactions.length;
    return next - interactions.length;
  });
}

async function verifyAll(options: VerifyOptions, run: Run, pactProcess: PactProcess, guard: Guard): Promise<void> {
  const urls = { providerUrl: guard.providerUrl, statesUrl: guard.statesUrl };
  const isAborted = (): boolean => options.signal?.aborted === true;
  for (const [index, { interactions }] of options.pacts.entries()) {
    if (interactions.every(({ skipped }) => skipped !== undefined) || isAborted()) continue;
    const requests = interactions.reduce((count, { states }) => count + 1 + 2 * states.length, 0);
    const job = { ...urls, pactUrl: guard.pactUrl(index), timeoutMs: 10 * options.timeoutMs + 10_000 };
    try {
      const report = await pactProcess.verify(job, 30_000 + 2 * requests * options.timeoutMs);
      for (const [number, verdict] of readReport(report)) run.verdicts.set(number, verdict);
    } catch (thrown) {
      if (isAborted()) return;
      if (!(thrown instanceof ToolError) || thrown.code !== 'pact-failed') throw thrown;
      run.report('pact-failed', thrown.message);
      return;
    }
  }
}
