import { type Constraint, constraintsOf } from '../../src/contract/constraints.ts';
import { type Contract, loadCatalogue } from '../../src/contract/contract.ts';
import type { Schema } from '../../src/contract/schema.ts';
import { type Mutant, replacing } from './mutant.ts';

/** Each keyword of each schema left out, with its evidence. */
export function keywordMutants(): readonly Mutant[] {
  const { contracts } = loadCatalogue();
  const [first] = contracts;
  return [
    ...contracts.flatMap(contract => [...ofSide(contract, 'request'), ...ofSide(contract, 'response')]),
    ...(first === undefined ? [] : ofSide(first, 'error')),
  ];
}

function ofSide(contract: Contract, side: 'request' | 'response' | 'error'): readonly Mutant[] {
  const file = side === 'error' ? 'schemas/shared/error.schema.json' : `schemas/${contract.id}/${side}.schema.json`;
  const schema = contract[side];
  return constraintsOf(schema).map(constraint => ({
    name: `keyword ${side === 'error' ? 'error' : `${contract.id} ${side}`} ${constraint.id}`,
    edits: [
      { file, change: () => JSON.stringify(without(schema, constraint), undefined, 2) },
      // What ajv refuses to compile would be killed by that alone.
      replacing('src/compile/to-validator.ts', 'strict: true', 'strict: false'),
    ],
    tests: ['src/contract/statements'],
  }));
}

function without(schema: Schema, { schema: holder, keyword, member }: Constraint): unknown {
  return JSON.parse(
    JSON.stringify(schema, (_, value: unknown) => (value === holder ? lessStrict(holder, keyword, member) : value)),
  );
}

function lessStrict(schema: Schema, keyword: string, member: string | undefined): object {
  if (keyword === 'required') return shortened(schema, schema.required, required => ({ required }), keyword, member);
  if (keyword === 'not' && member !== undefined) {
    return shortened(schema, schema.not?.required, required => ({ not: { required } }), keyword, member);
  }
  return dropped(schema, keyword);
}

/** One member less in a list; without the keyword when it was the last. */
function shortened(
  schema: Schema,
  list: readonly string[] | undefined,
  put: (list: readonly string[]) => object,
  keyword: string,
  member: string | undefined,
): object {
  const rest = (list ?? []).filter(name => name !== member);
  return rest.length === 0 ? dropped(schema, keyword) : { ...schema, ...put(rest) };
}

function dropped(schema: Schema, keyword: string): object {
  const { 'x-evidence': evidence = {}, ...others } = schema;
  const kept = (values: object): object =>
    Object.fromEntries(Object.entries(values).filter(([name]) => name !== keyword));
  return { ...kept(others), 'x-evidence': kept(evidence) };
}
