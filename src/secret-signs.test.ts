import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { mayHoldSecret, mayHoldSecretIn } from './secret-signs.ts';

const signs = [
  'k_',
  'k%',
  'k\\',
  'lu_',
  'lu%',
  'lu\\',
  '2tf',
  'mtf',
  'secret',
  'whsec',
  'bearer',
  'BASIC',
  'setup',
  'eturn',
];
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(...signs),
      fc.string({ unit: fc.constantFrom(...'kluk_%\\2mtfsecrwhbBeEaAiIcCtup/'), maxLength: 4 }),
    ),
    {
      maxLength: 8,
    },
  )
  .map(parts => parts.join(''));

describe('The signs of a secret', () => {
  it('are seen in bytes as they are in text', () => {
    fc.assert(
      fc.property(texts, texts, texts, (before, text, after) => {
        const bytes = Buffer.from(before + text + after, 'latin1');
        const [from, to] = [before.length, before.length + text.length];
        assert.equal(mayHoldSecretIn(bytes, from, to), mayHoldSecret(text), JSON.stringify(text));
      }),
      { numRuns: 20_000 },
    );
  });
});
