import { ToolError } from '../errors.ts';
import type { Catalogue, Channel, Contract } from './contract.ts';

/** Which contract judges an exchange, for which Stripe-Version, and why that one. */
export interface Selection {
  readonly contract: Contract;
  /** The Stripe-Version that is judged: the one sent, or the one assumed in its place. */
  readonly stripeVersion: string;
  readonly reason: 'covered' | 'assumed' | 'missing' | 'repeated' | 'before-endpoint' | 'unknown';
}

/**
 * Selects the contract for the Stripe-Version headers of an exchange. A version that no contract covers, or none, is
 * judged by `assumed` if given, else by the nearest contract: the last of the channel that began before it, the first
 * of the channel for one before the endpoint existed, and the default for none.
 */
export function selectContract(
  catalogue: Catalogue,
  headers: readonly string[],
  assumed?: { readonly contract: Contract; readonly stripeVersion: string },
): Selection {
  const [sent] = headers;
  const covering = sent === undefined ? undefined : contractCovering(catalogue, sent);
  if (headers.length === 1 && covering !== undefined && sent !== undefined) {
    return { contract: covering, stripeVersion: sent, reason: 'covered' };
  }
  if (assumed !== undefined) return { ...assumed, reason: 'assumed' };
  if (sent === undefined) return { ...namedContract(catalogue, catalogue.default.stripeVersion), reason: 'missing' };
  if (covering !== undefined) return { contract: covering, stripeVersion: sent, reason: 'repeated' };
  return nearest(catalogue, sent);
}

/** The contract that a Stripe-Version or a contract id names. Throws a `ToolError` for a name nobody knows. */
export function namedContract(catalogue: Catalogue, name: string): { contract: Contract; stripeVersion: string } {
  const contract = contractCovering(catalogue, name);
  if (contract !== undefined) return { contract, stripeVersion: name };
  const known = knownVersions(catalogue);
  throw new ToolError('version-unknown', `No contract covers the Stripe-Version \`${name}\`. Known are: ${known}.`);
}

/** All that are covered, as one contract each: from the first Stripe-Version to the last. */
export function knownVersions({ contracts }: Catalogue): string {
  return contracts.map(({ versions }) => [...new Set([versions[0], versions.at(-1)])].join(' … ')).join(', ');
}

function contractCovering(catalogue: Catalogue, version: string): Contract | undefined {
  return catalogue.contracts.find(contract => contract.versions.includes(version));
}

function nearest(catalogue: Catalogue, sent: string): Selection {
  const channel: Channel = sent.endsWith('.preview') ? 'preview' : 'ga';
  const versions = catalogue.contracts
    .filter(contract => contract.channel === channel)
    .flatMap(contract => contract.versions.map(stripeVersion => ({ contract, stripeVersion })));
  const date = /^\d{4}-\d{2}-\d{2}/.exec(sent)?.[0] ?? '9999';
  const before = versions.filter(({ stripeVersion }) => stripeVersion.slice(0, 10) <= date);
  const chosen = before.at(-1) ?? versions[0];
  if (chosen === undefined) throw new ToolError('contract-broken', `No contract of the channel ${channel} is known.`);
  return { ...chosen, reason: before.length === 0 ? 'before-endpoint' : 'unknown' };
}
