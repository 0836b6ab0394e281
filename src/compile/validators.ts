import type { Contract } from '../contract/contract.ts';
import { modules } from '../generated/validators.js';
import { isUri } from './is-uri.ts';
import { createValidator, type Validator } from './violation.ts';

/** The validators of one contract, compiled at build time: no ajv compiler is loaded to judge traffic. */
export interface ContractValidators {
  readonly request: Validator;
  readonly response: Validator;
  readonly error: Validator;
}

/** The validators of a contract. Throws when the build does not know it: a contract without a validator must not pass. */
export function validatorsOf(contract: Contract): ContractValidators {
  const compiled = Object.hasOwn(modules, contract.id) ? modules[contract.id]?.()({ uri: isUri }) : undefined;
  const of = (side: 'request' | 'response' | 'error'): Validator => {
    const validator = compiled?.[side];
    if (validator === undefined) throw new Error(`No validator was generated for ${contract.id}: run the build.`);
    return createValidator(() => contract[side], validator);
  };
  return { request: of('request'), response: of('response'), error: of('error') };
}
