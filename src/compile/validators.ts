import type { Contract } from '../contract/contract.ts';
import { validators as compiled } from '../generated/validators.js';
import { createValidator, type Validator } from './violation.ts';

/** The validators of one contract, compiled at build time: no ajv compiler is loaded to judge traffic. */
export interface ContractValidators {
  readonly request: Validator;
  readonly response: Validator;
  readonly error: Validator;
}

/** The validators of a contract. Throws when the build does not know it: a contract without a validator must not pass. */
export function validatorsOf(contract: Contract): ContractValidators {
  const named = (name: string, side: 'request' | 'response' | 'error'): Validator => {
    const validator = compiled[name];
    if (validator === undefined) throw new Error(`No validator was generated for ${name}: run the build.`);
    return createValidator(contract[side], validator);
  };
  return {
    request: named(`${contract.id}/request`, 'request'),
    response: named(`${contract.id}/response`, 'response'),
    error: named('error', 'error'),
  };
}
