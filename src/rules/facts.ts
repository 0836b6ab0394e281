// What the rules are told of an exchange.
import { jsonOf } from '../body.ts';
import type { ContractValidators } from '../compile/validators.ts';
import { expectation, type Violation } from '../compile/violation.ts';
import type { Selection } from '../contract/select-contract.ts';
import type { Exchange } from '../exchange.ts';
import type { Facts, Refusal } from './rule.ts';
import { urlRefusals } from './url-for-key.ts';

/** The facts of an exchange. Those of the request are found when a rule asks: who judges answers only seldom does. */
export function factsOf(
  exchange: Exchange,
  selection: Selection,
  setting: Facts['setting'],
  validators: ContractValidators,
): Facts {
  const request = jsonOf(exchange.request.body);
  const response = jsonOf(exchange.response.body);
  const responseSide = response === undefined ? 'none' : sideOf(exchange.response.status);
  let requestViolations: readonly Violation[] | undefined;
  let refusals: readonly Refusal[] | undefined;
  return {
    exchange,
    selection,
    setting,
    request,
    response,
    responseSide,
    responseViolations: responseSide === 'none' ? [] : validators[responseSide](response),
    get requestViolations() {
      requestViolations ??= request === undefined ? [] : validators.request(request);
      return requestViolations;
    },
    get refusals() {
      refusals ??= [
        ...this.requestViolations.flatMap(refusalsOf),
        ...urlRefusals({ exchange, request }),
        ...bodyRefusals(exchange),
      ];
      return refusals;
    },
  };
}

function sideOf(status: number): Facts['responseSide'] {
  if (status === 200) return 'response';
  return status >= 400 && status < 500 ? 'error' : 'none';
}

function refusalsOf({ pointer, constraint }: Violation): readonly Refusal[] {
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
