// The pipeline: exchange → contract → validator and rules → findings.

import { jsonOf } from './body.ts';
import { validatorsOf } from './compile/validators.ts';
import { expectation } from './compile/violation.ts';
import type { Catalogue, Contract } from './contract/contract.ts';
import { type Selection, selectContract } from './contract/select-contract.ts';
import { capSeverity } from './evidence.ts';
import { type Exchange, isAccountLinksExchange } from './exchange.ts';
import { createFinding, type Finding } from './finding.ts';
import { rules } from './rules/index.ts';
import type { Facts, Refusal, Rule } from './rules/rule.ts';
import { urlRefusals } from './rules/url-for-key.ts';

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
}

export interface Judgement {
  readonly verdict: 'conforming' | 'violating' | 'other-endpoint';
  /** The contract that judged; absent for another endpoint. */
  readonly contract?: Contract;
  readonly findings: readonly Finding[];
}

/** Makes a function that judges exchanges one by one. It holds no state: the order of the exchanges is free. */
export function createJudge(options: JudgeOptions): (exchange: Exchange) => Judgement {
  const validators = new Map(options.catalogue.contracts.map(contract => [contract, validatorsOf(contract)]));
  const setting = options.setting ?? 'recording';
  const applied = rules.filter(rule => isApplied(rule, options));

  const factsOf = (exchange: Exchange, selection: Selection): Facts => {
    const validator = validators.get(selection.contract);
    if (validator === undefined) throw new Error(`No validator for ${selection.contract.id}.`);
    const { status } = exchange.response;
    const request = jsonOf(exchange.request.body);
    const response = jsonOf(exchange.response.body);
    const responseSide = response === undefined ? 'none' : sideOf(status);
    const requestViolations = request === undefined ? [] : validator.request(request);
    const refusals: Refusal[] = requestViolations
      .filter(({ constraint }) => constraint.evidence !== 'assumed')
      .map(({ pointer, constraint: { evidence, source, ...constraint } }) => ({
        reason: `expected ${expectation({ evidence, source, ...constraint })} at \`${pointer || '/'}\`.`,
        pointer: `/request/body${pointer}`,
        ...{ evidence, source },
      }));
    return {
      ...{ exchange, selection, setting, request, response, requestViolations, responseSide },
      responseViolations: responseSide === 'none' ? [] : validator[responseSide](response),
      refusals: [...refusals, ...urlRefusals({ exchange, request }), ...bodyRefusals(exchange)],
    };
  };

  return exchange => {
    if (!isAccountLinksExchange(exchange)) return { verdict: 'other-endpoint', findings: [] };
    const sent = exchange.request.headers.get('stripe-version') ?? [];
    const selection: Selection =
      options.as === undefined
        ? selectContract(options.catalogue, sent, options.assumed)
        : { ...options.as, reason: 'assumed' };
    // A rehearsal judges the request alone: nobody knows what the other version would have answered.
    const facts = factsOf(options.as === undefined ? exchange : withoutAnswer(exchange), selection);
    const findings = applied.flatMap(rule => findingsOf(rule, facts));
    const verdict = findings.some(({ severity }) => severity === 'error') ? 'violating' : 'conforming';
    return { verdict, contract: selection.contract, findings };
  };
}

function isApplied(rule: Rule, { setting, as }: JudgeOptions): boolean {
  if (as !== undefined) return rule.party === 'client';
  return !(setting === 'test' && rule.recordingsOnly === true);
}

/** A body that is there and is not JSON must be refused, whatever else is wrong. */
function bodyRefusals({ request: { body } }: Exchange): readonly Refusal[] {
  if (body.kind !== 'text') return [];
  const { evidence, source } = { evidence: 'documented', source: 'reference-2025-12-15.clover' } as const;
  return [{ reason: 'its body is not JSON.', pointer: '/request/body', evidence, source }];
}

function sideOf(status: number): Facts['responseSide'] {
  if (status === 200) return 'response';
  return status >= 400 && status < 500 ? 'error' : 'none';
}

function withoutAnswer(exchange: Exchange): Exchange {
  return { ...exchange, response: { status: 0, headers: new Map(), body: { kind: 'none' } } };
}

function findingsOf(rule: Rule, facts: Facts): Finding[] {
  const { source, entry, line } = facts.exchange;
  const found: Finding[] = [];
  for (const breach of rule.check(facts)) {
    const evidence = breach.evidence ?? rule.evidence;
    const severity = capSeverity(breach.severity ?? rule.severity, evidence);
    const problem = {
      ...{ fix: rule.fix, source: rule.source },
      ...breach,
      ...{ rule: rule.id, party: rule.party, severity, evidence },
    };
    const at = line === undefined ? { source, entry } : { source, entry, line };
    found.push(createFinding(problem, facts.selection.contract.id, at));
  }
  return found;
}
