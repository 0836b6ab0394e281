import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../pack/pack-package.ts';
import { apiDocument } from './api.ts';

describe('docs/api.md', () => {
  it('is what the code and its comments say: else run `npm run docs`', () => {
    const written = readFileSync(join(root, 'docs/api.md'), 'utf8');
    assert.equal(written, apiDocument());
  });
});
