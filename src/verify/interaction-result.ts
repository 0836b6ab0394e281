import type { RawExchange } from '../exchange.ts';
import { redactLink, redactText } from '../redact.ts';
import type { Target, Visit } from './forward.ts';
import { linkOf } from './link-of.ts';
import type { PactInteraction } from './pact.ts';
import type { Mismatch, Verdict } from './read-report.ts';

/** An interaction and where it stands. */
export interface Asked extends PactInteraction {
  /** The pact. */
  readonly source: string;
  /** Counts from 1 in its pact. */
  readonly entry: number;
}

/** How an interaction went. */
export interface InteractionResult {
  readonly contract: string;
  readonly description: string;
  /** The pact, and the place in it: counts from 1. */
  readonly source: string;
  readonly entry: number;
  /** How far the expected answer can be trusted. */
  readonly evidence: PactInteraction['evidence'];
  readonly result: 'passed' | 'failed' | 'not-tested';
  /** Whether it is not demanded yet: its pact or the broker says so. */
  readonly isPending: boolean;
  /** Why it was not tested, or why no answer could be compared. */
  readonly reason?: string;
  readonly mismatches: readonly Mismatch[];
  /** What went over the wire; the key is not in it. */
  readonly exchange?: RawExchange;
}

/** All that is known of an interaction. */
export interface Evidence {
  readonly refused: string | undefined;
  readonly visit: Visit | undefined;
  readonly verdict: Verdict | undefined;
  /** Whether the provider answered no request at all. */
  readonly isDeaf: boolean;
  readonly isAborted: boolean;
}

/**
 * Judges one interaction. What we saw ourselves goes before what Pact says of it, and `passed` needs both: Pact counts
 * an interaction that it never played as a success. `broken` says that the verifier failed us.
 */
export function resultOf(
  asked: Asked,
  evidence: Evidence,
  target: Target,
): { result: InteractionResult; broken?: string } {
  const { refused, visit, verdict, isDeaf, isAborted } = evidence;
  const { contract, description, source, entry } = asked;
  const base = {
    contract,
    description,
    source,
    entry,
    evidence: asked.evidence,
    isPending: asked.isPending,
    mismatches: [],
  };
  const notTested = (reason: string): InteractionResult => ({ ...base, result: 'not-tested', reason });
  if (refused !== undefined) return { result: notTested(refused) };
  if (visit?.kind === 'untold') return { result: notTested(visit.reason) };
  if (visit?.kind === 'failed') {
    const reason = `the provider gave no answer: ${visit.reason}`;
    return { result: isDeaf || isAborted ? notTested(reason) : { ...base, result: 'failed', reason } };
  }
  if (visit !== undefined && verdict !== undefined && verdict.error === undefined) {
    const { exchange } = visit;
    const mismatches = verdict.mismatches.map(mismatch => withoutSecrets(mismatch, exchange, target));
    return { result: { ...base, result: mismatches.length === 0 ? 'passed' : 'failed', mismatches, exchange } };
  }
  if (isAborted) return { result: notTested('interrupted') };
  const reason = verdict?.error ?? (verdict === undefined ? 'the verifier has no result' : 'no request was sent');
  return {
    result: notTested(reason),
    broken: `Pact's verifier could not judge the interaction "${description}" of ${source}: ${reason}.`,
  };
}

/** Pact quotes what it was answered: the link, and what an answer repeats of the request. */
function withoutSecrets(mismatch: Mismatch, { response }: RawExchange, { apiKey, extraHeaders }: Target): Mismatch {
  const secrets = new Map(
    [apiKey, ...extraHeaders.map(([, value]) => value)].filter(isLong).map(secret => [secret, '[redacted]']),
  );
  const link = linkOf(response.body);
  if (link !== undefined && isLong(link)) secrets.set(link, redactLink(link));
  const redact = (text: string): string => {
    let redacted = text;
    for (const [secret, replacement] of secrets) redacted = redacted.replaceAll(secret, replacement);
    return redactText(redacted);
  };
  const { at, expected, actual, message } = mismatch;
  return { at, expected, actual: redact(actual), message: redact(message) };
}

/** A short value is no secret, and would be found in words that have nothing to do with it. */
function isLong(text: string): boolean {
  return text.length >= 8;
}
