// Tells a Pact Broker how the provider did. What is published is what the pact says; the rules judge for us alone.
import type { HttpClient } from '../client/http-client.ts';
import type { Json } from '../json.ts';
import { type BrokerAddress, createHal, failed, type Hal, linkOf } from './hal.ts';
import type { InteractionResult } from './interaction-result.ts';
import type { Pact } from './pact.ts';
import type { Mismatch } from './read-report.ts';
import type { VerifyResult } from './run.ts';

/** The version of the provider that was verified. */
export interface ProviderVersion {
  readonly version: string;
  readonly branch?: string;
  /** Of this tool. */
  readonly tool: string;
}

export interface Published {
  readonly source: string;
  /** `undefined` where nothing was published: no interaction failed, and not all were tested. */
  readonly success: boolean | undefined;
}

/**
 * Publishes the result of each pact. One of which not all was tested has neither succeeded nor failed: nothing is
 * published of it. Throws a `ToolError` when the broker cannot be used.
 */
export async function publishResults(
  address: BrokerAddress,
  provider: ProviderVersion,
  pacts: readonly Pact[],
  { interactions }: VerifyResult,
  client: HttpClient,
): Promise<readonly Published[]> {
  const hal = createHal(address, client);
  const published: Published[] = [];
  let next = 0;
  for (const pact of pacts) {
    const results = interactions.slice(next, next + pact.interactions.length);
    next += pact.interactions.length;
    const success = successOf(results);
    if (success !== undefined) await publish(hal, provider, pact, results, success);
    published.push({ source: pact.source, success });
  }
  return published;
}

function successOf(results: readonly InteractionResult[]): boolean | undefined {
  if (results.some(({ result }) => result === 'failed')) return false;
  return results.length > 0 && results.every(({ result }) => result === 'passed') ? true : undefined;
}

async function publish(
  hal: Hal,
  { version, branch, tool }: ProviderVersion,
  { document, source, interactions }: Pact,
  results: readonly InteractionResult[],
  success: boolean,
): Promise<void> {
  const target = linkOf(document, 'pb:publish-verification-results');
  if (target === undefined) throw failed(`the pact ${source} has no link for results`, 'Is it a pact of a broker?');
  if (branch !== undefined) await hal.request('PUT', await branchOf(hal, document, { branch, version }), {});
  const testResults = results.flatMap((result, index) => testResult(result, interactions[index]?.id) ?? []);
  const verifiedBy = { implementation: 'account-links-contract', version: tool };
  await hal.request('POST', target, { success, providerApplicationVersion: version, testResults, verifiedBy });
}

async function branchOf(hal: Hal, pact: Json, values: { branch: string; version: string }): Promise<string> {
  const provider = linkOf(pact, 'pb:provider');
  const link = provider && linkOf(await hal.request('GET', provider), 'pb:branch-version', values);
  if (link) return link;
  throw failed('it has no link for branches', 'Leave --provider-branch out, or update the broker to 2.86 or later.');
}

/** A broker tells interactions apart by the ids that it gave them. */
function testResult({ result, mismatches, reason }: InteractionResult, interactionId: string | undefined): Json {
  if (interactionId === undefined || result === 'not-tested') return null;
  return {
    ...{ interactionId, success: result === 'passed' },
    ...(mismatches.length === 0 ? {} : { mismatches: mismatches.map(described) }),
    ...(reason === undefined ? {} : { exceptions: [{ message: reason }] }),
  };
}

function described({ at, message }: Mismatch): Json {
  const [, , attribute = '', ...rest] = at.split('/');
  return { attribute, description: message, ...(rest.length === 0 ? {} : { identifier: rest.join('/') }) };
}
