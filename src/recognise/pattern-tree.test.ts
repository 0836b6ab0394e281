import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Spans } from './matcher.ts';
import type { Pattern } from './pattern.ts';
import { createPatternTree, type PatternTree } from './pattern-tree.ts';

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

/** The meaning of a text that stands within others, and what stands in its open parts. */
function find<T>(
  tree: PatternTree<T>,
  text: string,
): { readonly meaning: T; readonly values: readonly string[] } | undefined {
  const bytes = Buffer.from(`"a${text}"b`, 'latin1');
  const spans: Spans = [];
  const meaning = tree.find(bytes, 2, 2 + text.length, spans);
  const starts = spans.filter((_, index) => index % 2 === 0);
  const values = starts.map((start, index) => bytes.toString('latin1', start, spans[2 * index + 1]));
  return meaning === undefined ? undefined : { meaning, values };
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
    const tree = createPatternTree<string>();
    tree.add(['{"a":"', account, '","b":1}'], 'one');
    tree.add(['{"a":"', account, '","b":2}'], 'two');
    tree.add(['{"a":"', account, '","time":"', ignored, '"}'], 'timed');
    assert.deepEqual(find(tree, '{"a":"acct_1","b":2}'), { meaning: 'two', values: ['acct_1'] });
    assert.deepEqual(find(tree, '{"a":"acct_22","time":"now"}'), { meaning: 'timed', values: ['acct_22'] });
    assert.equal(find(tree, '{"a":"acct_1","b":3}'), undefined);
    assert.equal(find(tree, '{"a":"acct_1","b":2} '), undefined, 'a text that goes on');
    assert.equal(find(tree, '{"a":"acct_1","b":'), undefined, 'a text that breaks off');
    assert.equal(find(tree, '{"a":"acct_\\u0031","b":2}'), undefined, 'an escape is no plain text');
  });

  it('finds an open part beside a literal text that begins as what stands there', () => {
    const tree = createPatternTree<string>();
    tree.add(['"', account, '","b":1'], 'open');
    tree.add(['"acct_2","b":2'], 'literal');
    tree.add(['"acct_2","b":1'], 'both');
    assert.deepEqual(find(tree, '"acct_3","b":1'), { meaning: 'open', values: ['acct_3'] });
    assert.deepEqual(find(tree, '"acct_2","b":2'), { meaning: 'literal', values: [] });
    assert.deepEqual(find(tree, '"acct_2","b":1'), { meaning: 'open', values: ['acct_2'] });
  });

  it('finds whatever follows one of its patterns, and nothing by another one', () => {
    fc.assert(
      fc.property(
        fc.array(pattern, { minLength: 1, maxLength: 12 }),
        fc.array(fc.constantFrom('1', 'b', 'ab'), { minLength: 1 }),
        (patterns, texts) => {
          const tree = createPatternTree<Pattern>();
          for (const one of patterns) tree.add(one, one);
          for (const one of patterns) {
            const text = filled(one, texts);
            const found = find(tree, text);
            assert.ok(found !== undefined, text);
            assert.deepEqual(found.values, accountsIn(found.meaning, text), text);
          }
        },
      ),
    );
  });
});
