// All that judging recordings takes, as one: each file that is looked for costs a millisecond of a start.
export { loadCatalogue } from '../contract/contract.ts';
export { namedContract } from '../contract/select-contract.ts';
export { fieldsReader } from '../readers/fields.ts';
export { readInputs } from '../readers/read-inputs.ts';
export { validate } from '../validate.ts';
