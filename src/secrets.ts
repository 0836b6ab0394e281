// Live secrets in a text: what a recording must not hold when it is committed or handed on. Test keys open nothing.
import { hash } from 'node:crypto';

export interface Secret {
  readonly kind: 'live key' | 'signing secret' | 'live key in base64' | 'link';
  /** Position in the text. */
  readonly at: number;
  /** What can be shown of it. */
  readonly shown: string;
}

/** Longer than any secret: a text that is looked at in pieces must overlap by so much. */
export const longestSecret = 512;

const underscore = '(?:_|%5[Ff]|\\\\u005[Ff])';
const slash = '(?:\\\\?/|%2[Ff])';
const shapes: readonly (readonly [kind: Secret['kind'], shape: RegExp])[] = [
  [
    'live key',
    new RegExp(
      `([rs]k${underscore}(?:org${underscore})?live${underscore})([A-Za-z0-9_]{10,${longestSecret - 50}})`,
      'g',
    ),
  ],
  ['signing secret', new RegExp(`(whsec${underscore})([A-Za-z0-9+/]{16,${longestSecret - 50}})`, 'g')],
  ['live key in base64', new RegExp(`((?:c2tf|cmtf)bGl2ZV)([A-Za-z0-9+/_-]{10,${longestSecret - 50}})`, 'g')],
  ['link', new RegExp(`(alu${underscore}live${underscore})([A-Za-z0-9_-]{8,${longestSecret - 50}})`, 'g')],
  [
    'link',
    new RegExp(
      `(connect\\.stripe\\.com${slash}setup${slash}[a-z]${slash}(?:acct_[A-Za-z0-9]{1,40}${slash})?)(?!acct_)([A-Za-z0-9_-]{8,200})`,
      'g',
    ),
  ],
];

/** Every live key, signing secret and live link of a text, but for those that somebody has taken out already. */
export function secretsIn(text: string): readonly Secret[] {
  if (!/_live_|live%5|live\\u|whsec|bGl2ZV|setup/i.test(text)) return [];
  return shapes
    .flatMap(([kind, shape]) =>
      [...text.matchAll(shape)].flatMap(({ index, 1: prefix = '', 2: secret = '' }) =>
        isPlaceholder(secret) ? [] : [{ kind, at: index, shown: `${prefix}…${shortHash(secret)}` }],
      ),
    )
    .sort((a, b) => a.at - b.at);
}

/** `redacted-…`, `xxxxxxxx`, `your_key_here`: nobody gets in with these. */
function isPlaceholder(secret: string): boolean {
  return /redacted|example|dummy|placeholder|your_|_here$|filtered|xxxx/i.test(secret) || /^(.)\1+$/.test(secret);
}

function shortHash(secret: string): string {
  return `[sha256:${hash('sha256', secret, 'hex').slice(0, 12)}]`;
}
