// What is wrong with the fields of a request, in the words in which Stripe was seen to say it.
import { expectation, type Violation } from '../compile/violation.ts';
import type { Constraint } from '../contract/constraints.ts';
import { type Json, member, pointerTokens, valueAt } from '../json.ts';
import type { Assumptions } from './assumptions.ts';
import { quoted } from './quoted.ts';
import { isUrlAllowed } from './url-rules.ts';

/** A body could have a hundred thousand unknown members; its sender needs not hear of all of them. */
const mostProblems = 100;

/**
 * Every problem of a body as `'<json.path>: <reason>'`, given what the contract's validator said of it. An account that
 * no account could be called is none of the fields' problems: it is one more account that does not exist.
 */
export function fieldProblems(
  body: Json,
  violations: readonly Violation[],
  keyKind: 'live' | 'test',
  assumptions: Assumptions,
): readonly string[] {
  const problems = new Set<string>();
  for (const violation of violations) {
    if (isUnheardOfAccount(violation)) continue;
    if (assumptions.doubtful !== 'refuse' && violation.constraint.evidence === 'assumed') continue;
    problems.add(schemaProblem(violation, body));
  }
  for (const problem of urlProblems(body, keyKind, assumptions)) problems.add(problem);
  const more = problems.size - mostProblems;
  return more > 0 ? [...[...problems].slice(0, mostProblems), `and ${more} more`] : [...problems];
}

function isUnheardOfAccount({ pointer, keyword }: Violation): boolean {
  return pointer === '/account' && keyword === 'pattern';
}

function schemaProblem(violation: Violation, body: Json): string {
  const { keyword, constraint, pointer } = violation;
  if (constraint.schema.format === 'uri' && (keyword === 'pattern' || keyword === 'format')) {
    return urlProblem(pointerTokens(pointer).at(-1) ?? '');
  }
  const value = keyword === 'enum' ? valueAt(body, pointer) : undefined;
  return `'${jsonPath(violation)}: ${reason(violation, value)}'`;
}

/** Observed are the reasons of `required`, `additionalProperties` and `enum`; the words of the others are ours. */
function reason({ keyword, constraint }: Violation, value: unknown): string {
  switch (keyword) {
    case 'required':
      return 'Required request field missing.';
    case 'additionalProperties':
      return 'Unknown field.';
    case 'enum': {
      const allowed = (constraint.schema.enum ?? []).filter(one => one !== null).join(', ');
      return `Unrecognized enum value '${quoted(String(value))}', valid values are: ${allowed}.`;
    }
    case 'not':
      return constraint.member === undefined ? 'Null is not allowed.' : 'Not allowed with this type of use case.';
    case 'uniqueItems':
      return 'Repeated values are not allowed.';
    default:
      return invalidOf(constraint);
  }
}

const invalids = new WeakMap<Constraint, string>();

function invalidOf(constraint: Constraint): string {
  const held = invalids.get(constraint);
  if (held !== undefined) return held;
  const text = `Invalid value, expected ${expectation(constraint)}.`;
  invalids.set(constraint, text);
  return text;
}

/** `use_case.account_onboarding.configurations[0]`; how Stripe writes a position is not known. */
function jsonPath({ pointer, constraint }: Violation): string {
  const pattern = pointerTokens(constraint.pointer);
  const path = pointerTokens(pointer)
    .map((token, index) => (pattern[index] === '*' ? `[${token}]` : `.${quoted(token)}`))
    .join('');
  return path === '' ? '$' : path.slice(1);
}

function urlProblems(body: Json, keyKind: 'live' | 'test', assumptions: Assumptions): readonly string[] {
  const useCase = member(body, 'use_case');
  const type = member(useCase, 'type');
  const flow = typeof type === 'string' ? member(useCase, type) : undefined;
  return ['refresh_url', 'return_url'].flatMap(name => {
    const url = member(flow, name);
    return typeof url !== 'string' || isUrlAllowed(url, keyKind, assumptions) ? [] : [urlProblem(name)];
  });
}

function urlProblem(name: string): string {
  const rule = 'must be a valid URL and start with https:// or, during testing, http://';
  return `'use_case: ${name} ${rule}. localhost is only allowed in testmode.'`;
}
