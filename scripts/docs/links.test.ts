// Links within the documents lead somewhere: to a file of the package or the repository, and to a heading in it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../pack/pack-package.ts';
import { documents } from './documents.ts';

/** What GitHub makes of a heading. */
function anchorsOf(file: string): ReadonlySet<string> {
  const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => text);
  const slugs = headings.map(text =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return new Set(slugs);
}

describe('The documents', () => {
  it('hold no link that leads nowhere', () => {
    const lost = [...documents(), 'ARCHITECTURE.md', 'CONTRIBUTING.md'].flatMap(name => {
      const text = readFileSync(join(root, name), 'utf8').replaceAll(/^```.*?^```$/gms, '');
      return [...text.matchAll(/\]\((?!https?:)([^)\s]*)\)/g)].flatMap(([, link = '']) => {
        const [path = '', anchor] = link.split('#');
        const file = path === '' ? join(root, name) : join(root, dirname(name), path);
        const isThere = existsSync(file) && (anchor === undefined || anchorsOf(file).has(anchor));
        return isThere ? [] : [`${name}: ${link}`];
      });
    });
    assert.deepEqual(lost, []);
  });

  it('are each named by the README or a document that it names', () => {
    const texts = documents().map(name => ({ name, text: readFileSync(join(root, name), 'utf8') }));
    const lost = documents().filter(
      name =>
        name !== 'README.md' &&
        !texts.some(other => other.name !== name && other.text.includes(`${name.replace('docs/', '')}`)),
    );
    assert.deepEqual(lost, []);
  });
});
