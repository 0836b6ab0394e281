// The pipeline: exchange → contract → validator and rules → findings.

import { type ContractValidators, validatorsOf } from './compile/validators.ts';
import type { Catalogue, Contract } from './contract/contract.ts';
import { type Selection, selectContract } from './contract/select-contract.ts';
import { capSeverity } from './evidence.ts';
import { type Exchange, isAccountLinksExchange } from './exchange.ts';
import { createFinding, type Finding, type Party, type Place, type Problem } from './finding.ts';
import type { Across, AcrossRule } from './rules/across.ts';
import { factsOf } from './rules/facts.ts';
import { rules } from './rules/index.ts';
import type { Breach, Facts, Rule } from './rules/rule.ts';
import type { Sighting } from './rules/sighting.ts';

/** A contract and the Stripe-Version that is judged by it. */
export interface NamedContract {
  readonly contract: Contract;
  readonly stripeVersion: string;
}

export interface JudgeOptions {
  readonly catalogue: Catalogue;
  /** `recording` (default): something may be missing because nobody wrote it down. */
  readonly setting?: 'recording' | 'test';
  /** Judge only the requests, as if they had been sent under this version. */
  readonly as?: NamedContract;
  /** Judges what carries no version that a contract covers. */
  readonly assumed?: NamedContract;
  /** Report the breaches of this party alone (of both). */
  readonly party?: Party;
}

export interface Judgement {
  readonly verdict: 'conforming' | 'violating' | 'other-endpoint';
  /** The id of the contract that judged; absent for another endpoint. */
  readonly contract?: string;
  readonly findings: readonly Finding[];
}

/** Makes a function that judges exchanges one by one. The order of the exchanges is free. */
export function createJudge(options: JudgeOptions): (exchange: Exchange) => Judgement {
  const validators = new Map<Contract, ContractValidators>();
  const setting = options.setting ?? 'recording';
  const applied = rules.filter(rule => isApplied(rule, options));
  const select = createSelect(options);

  return exchange => {
    if (!isAccountLinksExchange(exchange)) return { verdict: 'other-endpoint', findings: [] };
    const sent = exchange.request.headers.get('stripe-version') ?? [];
    const selection = select(sent);
    let validator = validators.get(selection.contract);
    if (validator === undefined) {
      validator = validatorsOf(selection.contract);
      validators.set(selection.contract, validator);
    }
    // A rehearsal judges the request alone: nobody knows what the other version would have answered.
    const judged = options.as === undefined ? exchange : withoutAnswer(exchange);
    const facts = factsOf(judged, selection, setting, validator);
    const findings = findingsOf(applied, facts);
    const verdict = findings.some(({ severity }) => severity === 'error') ? 'violating' : 'conforming';
    return { verdict, contract: selection.contract.id, findings };
  };
}

/** Selects the contract of the versions that a request names. Nearly all of a log name the same one. */
function createSelect({ as, catalogue, assumed }: JudgeOptions): (sent: readonly string[]) => Selection {
  if (as !== undefined) return () => ({ ...as, reason: 'assumed' });
  let latest: { readonly version: string; readonly selection: Selection } | undefined;
  return sent => {
    const [version] = sent;
    if (version === undefined || sent.length > 1) return selectContract(catalogue, sent, assumed);
    if (latest?.version !== version) latest = { version, selection: selectContract(catalogue, sent, assumed) };
    return latest.selection;
  };
}

function isApplied(rule: Rule, { setting, as, party }: JudgeOptions): boolean {
  if (party !== undefined && rule.party !== party) return false;
  if (as !== undefined) return rule.party === 'client';
  return !(setting === 'test' && rule.recordingsOnly === true);
}

function withoutAnswer(exchange: Exchange): Exchange {
  return { ...exchange, response: { status: 0, headers: new Map(), body: { kind: 'none' } } };
}

function findingsOf(rules: readonly Rule[], facts: Facts): readonly Finding[] {
  const found: Finding[] = [];
  for (const rule of rules) {
    const breaches = rule.check(facts);
    if (breaches.length === 0) continue;
    for (const breach of breaches) {
      found.push(createFinding(problemOf(rule, breach), facts.selection.contract.id, placeOf(facts.exchange)));
    }
  }
  return found;
}

/** Says what an exchange breaks beside those before it. Its place is told as `at` has it: from the beginning of a stretch. */
export type Compare = (sighting: Sighting, at: Located, contract: string) => readonly Finding[];

/** A place of which the line and the offset may be said to be unknown. */
export interface Located extends Pick<Exchange, 'source' | 'entry'> {
  readonly line?: number | undefined;
  readonly offset?: number | undefined;
}

/** Makes a function that compares exchanges with those before them: it is to see them in their order. */
export function createComparison(across: Across): Compare {
  /** Where all links are one placeholder each exchange has the same finding. */
  const latest = new Map<string, Finding>();
  return (sighting, located, contract) => {
    const breaches = across.see(sighting);
    if (breaches.length === 0) return [];
    return breaches.map(([rule, breach]) => {
      const known = latest.get(rule.id);
      const { pointer } = breach;
      const at = placeOf(located);
      if (known?.contract === contract) {
        return { ...known, message: breach.message, at: pointer === undefined ? at : { ...at, pointer } };
      }
      const finding = createFinding(problemOf(rule, breach), contract, at);
      latest.set(rule.id, finding);
      return finding;
    });
  };
}

/** Where an exchange stands. */
export function placeOf({ source, entry, line, offset }: Located): Omit<Place, 'pointer'> {
  if (line !== undefined && offset !== undefined) return { source, entry, line, offset }; // as nearly all have
  return {
    source,
    entry,
    ...(line === undefined ? {} : { line }),
    ...(offset === undefined ? {} : { offset }),
  };
}

function problemOf(rule: AcrossRule, breach: Breach): Problem {
  const evidence = breach.evidence ?? rule.evidence;
  const severity = capSeverity(breach.severity ?? rule.severity, evidence);
  return {
    ...{ fix: rule.fix, source: rule.source },
    ...breach,
    ...{ rule: rule.id, party: rule.party, severity, evidence },
  };
}
