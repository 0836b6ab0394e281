// One rule for each keyword of each side: what ajv found, said in the words of a finding.
import { expectation, type Violation } from '../compile/violation.ts';
import { capSeverity } from '../evidence.ts';
import { excerpt } from '../exchange.ts';
import { valueAt } from '../json.ts';
import { type Breach, type Facts, isAccepted, noBreach, type Rule } from './rule.ts';

type Side = 'request' | 'response' | 'error';

const keywords = {
  type: ['type', 'The value has the JSON type of the contract.', 'Send a value of that type.'],
  required: ['required', 'A required member is there.', 'Add the member.'],
  additionalProperties: [
    'unknown-member',
    'No member that the contract does not name.',
    'Remove the member, or move it to where the contract has it.',
  ],
  enum: ['enum', 'The value is one of those listed.', 'Use one of the listed values; they are case-sensitive.'],
  const: ['const', 'The value is the one the contract fixes.', 'Use exactly that value.'],
  pattern: ['pattern', 'The text has the form of the contract.', 'Correct the text.'],
  format: ['format', 'The text is of the named format.', 'Correct the text.'],
  not: ['not-allowed', 'The value is not one that the contract rules out.', 'Leave the member out.'],
  minItems: ['min-items', 'The list is long enough.', 'Name at least one value.'],
  uniqueItems: ['unique-items', 'The list holds no value twice.', 'Name each value once.'],
  'x-known-values': [
    'unknown-value',
    'The value is one that is known so far.',
    'Make sure that your code tolerates it: the list is open.',
  ],
} as const;

const whys: Record<Side, string> = {
  request: 'A provider refuses the request with 400 `invalid_fields`.',
  response: 'A client that reads the answer by the contract fails on it.',
  error: 'A client cannot tell what went wrong: it branches on `error.code`.',
};

/** The keywords that the schemas of a side use; a test holds this list against them. */
const used: Record<Side, readonly (keyof typeof keywords)[]> = {
  request: ['type', 'required', 'additionalProperties', 'enum', 'pattern', 'format', 'not', 'minItems', 'uniqueItems'],
  response: ['type', 'required', 'const', 'pattern', 'format', 'x-known-values'],
  error: ['type', 'required'],
};

export const schemaRules: readonly Rule[] = (['request', 'response', 'error'] as const).flatMap(side =>
  used[side].map(keyword => schemaRule(side, keyword)),
);

function schemaRule(side: Side, keyword: keyof typeof keywords): Rule {
  const [slug, title, fix] = keywords[keyword];
  return {
    id: `${side}/${slug}`,
    title,
    why: whys[side],
    fix: side === 'request' || keyword === 'x-known-values' ? fix : 'Correct the answer of the provider.',
    party: side === 'request' ? 'client' : 'provider',
    severity: keyword === 'x-known-values' ? 'notice' : 'error',
    evidence: 'documented',
    source: 'reference-2025-12-15.clover',
    check: facts => {
      const violations = violationsOf(facts, side);
      if (violations.length === 0) return noBreach;
      return violations
        .filter(violation => violation.keyword === keyword && !isProviders(facts, violation))
        .map(violation => breach(facts, side, violation));
    },
  };
}

const noViolations: readonly Violation[] = [];

function violationsOf(facts: Facts, side: Side): readonly Violation[] {
  if (side === 'request') return facts.requestViolations;
  return facts.responseSide === side ? facts.responseViolations : noViolations;
}

/** A fault of the request that was accepted is the provider's: `response/accepted-invalid` says so, once. */
function isProviders(facts: Facts, { pointer }: Violation): boolean {
  return isAccepted(facts) && facts.refusals.some(refusal => refusal.pointer === `/request/body${pointer}`);
}

function breach(facts: Facts, side: Side, { pointer, keyword, constraint }: Violation): Breach {
  const { evidence, source } = constraint;
  const body = side === 'request' ? facts.request : facts.response;
  const place = pointer === '' ? 'The body' : `\`${pointer.slice(1).replaceAll('/', '.')}\``;
  return {
    message: `${place} ${complaints[keyword] ?? `breaks \`${keyword}\``}.`,
    pointer: `/${side === 'request' ? 'request' : 'response'}/body${pointer}`,
    expected: expectation(constraint),
    received: excerpt(valueAt(body, pointer)),
    severity: capSeverity(keyword === 'x-known-values' ? 'notice' : 'error', evidence),
    evidence,
    source,
  };
}

const complaints: { readonly [keyword: string]: string } = {
  type: 'has the wrong type',
  required: 'is missing',
  additionalProperties: 'is no member of the contract',
  enum: 'has a value that is not listed',
  const: 'has another value than the contract fixes',
  pattern: 'does not have the form of the contract',
  format: 'is not of the format of the contract',
  not: 'is not allowed here',
  minItems: 'is empty',
  uniqueItems: 'holds a value twice',
  'x-known-values': 'has a value that is not known yet',
};
