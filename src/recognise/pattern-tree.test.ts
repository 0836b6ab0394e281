import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { writeLikeness } from './likeness.ts';
import { foundIn, likenessWith, machineForTests } from './machine-fixture.ts';
import type { Pattern } from './pattern.ts';
import { createPatternTree } from './pattern-tree.ts';

const machine = machineForTests();

const sign = fc.integer({ min: 0, max: 255 }).map(code => String.fromCharCode(code));
const account = { kind: 'account' } as const;
const ignored = { kind: 'ignored' } as const;

/** Literal texts that begin alike, and open parts between quotes. */
const pattern: fc.Arbitrary<Pattern> = fc
  .array(
    fc.tuple(fc.string({ unit: fc.constantFrom('a', 'b', '.', '('), maxLength: 3 }), fc.constantFrom(account, ignored)),
    {
      maxLength: 3,
    },
  )
  .map(parts => [...parts.flatMap(([literal, open]) => [`"${literal}"`, open]), '"end']);

function filled(pattern: Pattern, texts: readonly string[]): string {
  return pattern.map((part, at) => (typeof part === 'string' ? part : `acct_${texts[at % texts.length]}`)).join('');
}

/** A tree that finds patterns, and what stands in their first open parts that are kept. */
function createTree() {
  machine.clear();
  const tree = createPatternTree(machine);
  const patterns = new Map<number, Pattern>();
  return {
    add(pattern: Pattern) {
      const meaning = writeLikeness(machine, likenessWith({}));
      patterns.set(meaning, pattern);
      tree.add(pattern, meaning);
    },
    find(text: string): { readonly pattern: Pattern; readonly values: readonly string[] } | undefined {
      const pattern = patterns.get(foundIn(machine, tree.root, text));
      if (pattern === undefined) return undefined;
      const kept = pattern.filter(part => typeof part !== 'string' && part.kind === 'account');
      return { pattern, values: kept.map((_, index) => machine.value(index)) };
    },
  };
}

/** What the accounts of a text are that follows a pattern, found by a regular expression. */
function accountsIn(pattern: Pattern, text: string): readonly string[] | undefined {
  const sources = pattern.map(part => {
    if (typeof part === 'string') return part.replace(/[.(]/g, String.raw`\$&`);
    return part.kind === 'account' ? String.raw`(acct_\w+)` : '[^"]*';
  });
  return new RegExp(`^${sources.join('')}$`).exec(text)?.slice(1);
}

describe('A tree of patterns', () => {
  it('finds the pattern that a text follows, and what stands in its open parts', () => {
    const { add, find } = createTree();
    const [one, two]: readonly Pattern[] = [1, 2].map(number => ['{"a":"', account, `","b":${number}}`]);
    const timed: Pattern = ['{"a":"', account, '","time":"', ignored, '"}'];
    for (const pattern of [one, two, timed]) add(pattern ?? []);
    assert.deepEqual(find('{"a":"acct_1","b":2}'), { pattern: two, values: ['acct_1'] });
    assert.deepEqual(find('{"a":"acct_22","time":"now"}'), { pattern: timed, values: ['acct_22'] });
    assert.equal(find('{"a":"acct_1","b":3}'), undefined);
    assert.equal(find('{"a":"acct_1","b":2} '), undefined, 'a text that goes on');
    assert.equal(find('{"a":"acct_1","b":'), undefined, 'a text that breaks off');
    assert.equal(find('{"a":"acct_\\u0031","b":2}'), undefined, 'an escape is no plain text');
  });

  it('finds an open part beside a literal text that begins as what stands there', () => {
    const { add, find } = createTree();
    const open: Pattern = ['"', account, '","b":1'];
    const [literal, both]: readonly Pattern[] = [2, 1].map(number => [`"acct_2","b":${number}`]);
    for (const pattern of [open, literal, both]) add(pattern ?? []);
    assert.deepEqual(find('"acct_3","b":1'), { pattern: open, values: ['acct_3'] });
    assert.deepEqual(find('"acct_2","b":2'), { pattern: literal, values: [] });
    assert.deepEqual(find('"acct_2","b":1'), { pattern: open, values: ['acct_2'] });
  });

  it('finds no text of which a byte is another, or missing, wherever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: sign, minLength: 1, maxLength: 70 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (text, place, change) => {
          const { add, find } = createTree();
          add([text]);
          assert.ok(find(text) !== undefined, 'as it is');
          const at = place % text.length;
          const other = String.fromCharCode(text.charCodeAt(at) ^ change);
          assert.equal(find(text.slice(0, at) + other + text.slice(at + 1)), undefined, 'another byte');
          assert.equal(find(text.slice(0, at)), undefined, 'the end is missing');
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('finds whatever follows one of its patterns, and nothing by another one', () => {
    fc.assert(
      fc.property(
        fc.array(pattern, { minLength: 1, maxLength: 12 }),
        fc.array(fc.constantFrom('1', 'b', 'ab'), { minLength: 1 }),
        (patterns, texts) => {
          const { add, find } = createTree();
          for (const one of patterns) add(one);
          for (const one of patterns) {
            const text = filled(one, texts);
            const found = find(text);
            assert.ok(found !== undefined, text);
            assert.deepEqual(found.values, accountsIn(found.pattern, text), text);
          }
        },
      ),
    );
  });
});
