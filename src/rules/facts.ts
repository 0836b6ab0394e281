// What the rules are told of an exchange.
import { jsonOf } from '../body.ts';
import type { ContractValidators } from '../compile/validators.ts';
import { expectation, type Violation } from '../compile/violation.ts';
import type { Selection } from '../contract/select-contract.ts';
import type { Exchange } from '../exchange.ts';
import type { Json } from '../json.ts';
import type { Facts, Refusal } from './rule.ts';
import { urlRefusals } from './url-for-key.ts';

/** The facts of an exchange. Those of the request are found when a rule asks: who judges answers only seldom does. */
export function factsOf(
  exchange: Exchange,
  selection: Selection,
  setting: Facts['setting'],
  validators: ContractValidators,
): Facts {
  return new FoundFacts(exchange, selection, setting, validators);
}

/** A class, for an object with getters of its own has a shape of its own: a hundred thousand of them fill the heap. */
class FoundFacts implements Facts {
  readonly exchange: Exchange;
  readonly selection: Selection;
  readonly setting: Facts['setting'];
  readonly request: Json | undefined;
  readonly response: Json | undefined;
  readonly responseSide: Facts['responseSide'];
  readonly responseViolations: readonly Violation[];
  readonly #validators: ContractValidators;
  #requestViolations: readonly Violation[] | undefined;
  #refusals: readonly Refusal[] | undefined;

  constructor(exchange: Exchange, selection: Selection, setting: Facts['setting'], validators: ContractValidators) {
    this.exchange = exchange;
    this.selection = selection;
    this.setting = setting;
    this.request = jsonOf(exchange.request.body);
    this.response = jsonOf(exchange.response.body);
    this.responseSide = this.response === undefined ? 'none' : sideOf(exchange.response.status);
    this.responseViolations = this.responseSide === 'none' ? [] : validators[this.responseSide](this.response);
    this.#validators = validators;
  }

  get requestViolations(): readonly Violation[] {
    this.#requestViolations ??= this.request === undefined ? [] : this.#validators.request(this.request);
    return this.#requestViolations;
  }

  get refusals(): readonly Refusal[] {
    this.#refusals ??= refusalsOf(this.exchange, this.request, this.requestViolations);
    return this.#refusals;
  }
}

function sideOf(status: number): Facts['responseSide'] {
  if (status === 200) return 'response';
  return status >= 400 && status < 500 ? 'error' : 'none';
}

function refusalsOf(
  exchange: Exchange,
  request: Json | undefined,
  violations: readonly Violation[],
): readonly Refusal[] {
  const { keyKind, body } = exchange.request;
  if (violations.length === 0 && keyKind !== 'live' && body.kind !== 'text') return noRefusals;
  return [...violations.flatMap(refusalOf), ...urlRefusals({ exchange, request }), ...bodyRefusals(exchange)];
}

const noRefusals: readonly Refusal[] = [];

function refusalOf({ pointer, constraint }: Violation): readonly Refusal[] {
  const { evidence, source } = constraint;
  if (evidence === 'assumed') return [];
  const reason = `expected ${expectation(constraint)} at \`${pointer || '/'}\`.`;
  return [{ reason, pointer: `/request/body${pointer}`, evidence, source }];
}

/** A body that is there and is not JSON must be refused, whatever else is wrong. */
function bodyRefusals({ request: { body } }: Exchange): readonly Refusal[] {
  if (body.kind !== 'text') return [];
  const { evidence, source } = { evidence: 'documented', source: 'reference-2025-12-15.clover' } as const;
  return [{ reason: 'its body is not JSON.', pointer: '/request/body', evidence, source }];
}
