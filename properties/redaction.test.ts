// No secret survives: what is planted anywhere in a recording is in nothing that is made of it. And nothing is hidden
// by taking it out: a URI stays one, what is none stays none, and texts that differ still differ.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import fc from 'fast-check';
import { capturedIo } from '../src/cli/captured-io.ts';
import { runCli } from '../src/cli/run-cli.ts';
import { createExchange } from '../src/exchange.ts';
import { flat } from '../src/readers/flat.ts';
import { readers } from '../src/readers/index.ts';
import type { Batch } from '../src/readers/reader.ts';
import { redactLink, redactRawText, redactText, redactUrl } from '../src/redact.ts';
import { reporters } from '../src/reporters/index.ts';
import { type Recorded, writers } from './recorded.ts';

/** What must not survive of a canary. Random, and long enough not to be there by chance. */
const token = fc.stringMatching(/^[A-Za-z0-9]{20,24}$/);

/** Put together at run time: no file of this repository holds what looks like a key. */
const shapes: { readonly [kind: string]: (secret: string) => string } = {
  'live key': secret => ['sk', 'live', secret].join('_'),
  'test key': secret => ['sk', 'test', secret].join('_'),
  'restricted live key': secret => ['rk', 'live', secret].join('_'),
  'restricted test key': secret => ['rk', 'test', secret].join('_'),
  'percent-encoded key': secret => ['sk', 'live', secret].join('%5F'),
  'signing secret': secret => ['whsec', secret].join('_'),
  'bearer token': secret => `Bearer ${secret}`,
  'bearer key': secret => `Bearer ${['sk', 'live', secret].join('_')}`,
  'basic credentials': secret => `Basic ${secret}==`,
  'link of the documents': secret =>
    `https://accounts.stripe.com/r/acct_1Nv0FGQ9RKHgCVdK#${['alu', 'test', secret].join('_')}`,
  'live link': secret => `https://connect.stripe.com/setup/e/acct_1Nv0FGQ9RKHgCVdK/${secret}`,
  'percent-encoded link': secret => encodeURIComponent(`https://connect.stripe.com/setup/s/acct_1/${secret}`),
};

/** The record of one exchange with a text in one of its places. */
type Plant = (text: string) => { readonly request: Side; readonly response: Side };
interface Side {
  readonly [member: string]: unknown;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}
const url = 'https://api.stripe.com/v2/core/account_links';
const plain: ReturnType<Plant> = {
  request: { method: 'POST', url, headers: [], body: '{}' },
  response: { status: 200, headers: [], body: '{}' },
};

const places: { readonly [place: string]: Plant } = {
  method: text => ({ ...plain, request: { ...plain.request, method: text } }),
  'user of the URL': text => ({
    ...plain,
    request: { ...plain.request, url: url.replace('//', `//${encodeURI(text).replace(/[/?#]/g, '')}@`) },
  }),
  'query of the URL': text => ({ ...plain, request: { ...plain.request, url: `${url}?a=${text}` } }),
  'path of the URL': text => ({ ...plain, request: { ...plain.request, url: `/a/${text}` } }),
};
for (const side of ['request', 'response'] as const) {
  const plant = (name: string, members: (text: string) => Partial<Side>): void => {
    Object.assign(places, {
      [`${name} of the ${side}`]: (text: string) => ({ ...plain, [side]: { ...plain[side], ...members(text) } }),
    });
  };
  plant('name of a header', text => ({ headers: [[text, 'a']] }));
  for (const name of [
    'Authorization',
    'Cookie',
    'Set-Cookie',
    'Stripe-Signature',
    'X-Api-Key',
    'Referer',
    'Location',
    'X-Other',
  ]) {
    plant(`header ${name}`, text => ({ headers: [[name, text]] }));
  }
  plant('body', text => ({ body: text }));
  plant('body that is a string', text => ({ body: JSON.stringify(text) }));
  plant('member of the body', text => ({ body: JSON.stringify({ a: [{ b: text }], url: text }) }));
  plant('name of a member of the body', text => ({ body: JSON.stringify({ a: [{ [text]: 1 }] }) }));
  plant('cut off body', text => ({ body: JSON.stringify({ a: text, url: text, b: [] }).slice(0, -4) }));
  plant('escaped body', text => ({ body: JSON.stringify(JSON.stringify({ a: text, url: text })).slice(1) }));
  plant('form', text => ({ body: `a=${text}&url=${text}` }));
  plant('status', text => ({ status: text }));
  plant('further member', text => ({ [text]: text, statusText: text, cookies: [{ name: text, value: text }] }));
}

const canary = fc
  .record({
    secret: token,
    shape: fc.constantFrom(...Object.keys(shapes)),
    place: fc.constantFrom(...Object.keys(places)),
    before: fc.constantFrom('', '', ' ', 'x=', '"', '\n', '%22', '(', '\u00fc', '\\n'),
    behind: fc.constantFrom('', '', ' ', '&y=1', '"', '\n', '%22', ').', '\u00fc', '\\'),
  })
  .map(({ secret, shape, place, before, behind }) => ({
    secret,
    record: places[place]?.(before + (shapes[shape]?.(secret) ?? '') + behind) ?? plain,
  }));

/** With members that the shape of an exchange has no place for. */
const withMore: { readonly [format: string]: (record: ReturnType<Plant>) => string } = {
  ndjson: record => JSON.stringify({ v: 1, ...record }),
  har: ({ request, response }) => {
    const headers = (side: Side): object[] => side.headers.map(([name, value]) => ({ name, value }));
    const entry = {
      request: { ...request, headers: headers(request), postData: { text: request.body }, bodySize: 2 },
      response: { ...response, headers: headers(response), content: { size: 2, text: response.body } },
    };
    return JSON.stringify({ log: { version: '1.2', entries: [entry] } });
  },
};

/** The record as a format writes it, in one of its ways. */
function writtenAs(format: string): fc.Arbitrary<(record: ReturnType<Plant>) => string> {
  const { prepare = (one: Recorded) => one, write } = writers[format] ?? assert.fail(`no writer for ${format}`);
  const form = fc.constantFrom('text' as const, 'base64' as const, 'bare' as const);
  return fc.tuple(write, form, fc.boolean()).map(([writeList, bodyForm, isPlain]) => record => {
    const more = withMore[format];
    if (isPlain && more !== undefined) return more(record);
    const recorded = {
      request: { method: 'POST', url, ...record.request, form: bodyForm },
      response: { ...record.response, status: 200, form: bodyForm },
    };
    try {
      return writeList([prepare(recorded)]);
    } catch {
      return fc.pre(false) ?? ''; // what is no URL, no recorder that takes URLs apart can write
    }
  });
}

describe('No secret survives', () => {
  for (const reader of readers) {
    it(`in what is made of ${reader.id}`, async () => {
      await fc.assert(
        fc.asyncProperty(canary, writtenAs(reader.id), async ({ secret, record }, write) => {
          const shown = await show(reader.read(chunks(write(record)), 'source', { parseAll: true }));
          assert.notEqual(shown, '');
          assert.ok(!shown.toLowerCase().includes(secret.toLowerCase()), shown);
        }),
        { numRuns: 1000 },
      );
    });

    it(`in what is made of broken ${reader.id}`, async () => {
      await fc.assert(
        fc.asyncProperty(
          canary,
          writtenAs(reader.id),
          fc.nat(),
          fc.constantFrom('', '"', '}', '\\', ']', '\u0001'),
          async (planted, write, where, sign) => {
            const content = write(planted.record);
            const at = where % content.length;
            fc.pre(isUnfolded(content, planted.secret));
            // What is left of a canary that was hit itself is nothing that anybody could know.
            for (const { index } of content.matchAll(new RegExp(planted.secret, 'g')))
              fc.pre(Math.abs(at - index) > 99);
            for (const broken of [content.slice(0, at), content.slice(0, at) + sign + content.slice(at + 1)]) {
              const shown = await show(reader.read(chunks(broken), 'source', { parseAll: true }));
              assert.ok(!shown.toLowerCase().includes(planted.secret.toLowerCase()), shown);
            }
          },
        ),
        { numRuns: 500 },
      );
    });

    it(`in what any reporter says of ${reader.id}, whole or broken`, async () => {
      const reporter = fc.constantFrom(...reporters.map(({ id }) => id));
      await fc.assert(
        fc.asyncProperty(canary, writtenAs(reader.id), reporter, fc.nat(), async (planted, write, name, where) => {
          const whole = write(planted.record);
          fc.pre(isUnfolded(whole, planted.secret));
          const isHit = Math.abs((where % whole.length) - whole.indexOf(planted.secret)) <= 99;
          const content = where % 2 === 0 || isHit ? whole : whole.slice(0, where % whole.length);
          const said = capturedIo({ stdin: chunks(content) });
          await runCli(['validate', '-', '--format', reader.id, '--reporter', name, '--strict-json'], said);
          const text = said.out() + said.err();
          assert.notEqual(text, '');
          assert.ok(!text.toLowerCase().includes(planted.secret.toLowerCase()), text);
        }),
        { numRuns: 100 },
      );
    });
  }

  it('in a link of any host', () => {
    const link = fc.tuple(
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.constantFrom('/', '?t=', '#', '/?#'),
      token,
    );
    fc.assert(
      fc.property(link, ([origin, sign, secret]) => {
        const body = JSON.stringify({ object: 'v2.core.account_link', url: origin + sign + secret });
        for (const text of [body, body.slice(0, -1), `x${body}`]) {
          const exchange = createExchange({
            ...{ source: 'a', entry: 1, request: { method: 'POST', url, headers: [], body: undefined } },
            response: { status: 200, headers: [], body: text },
          });
          assert.ok(!JSON.stringify(exchange).includes(secret));
        }
      }),
    );
  });
});

describe('Redaction', () => {
  const anyText = fc
    .array(
      fc.oneof(
        canaryText(),
        fc.string({ unit: 'grapheme', maxLength: 8 }),
        fc.constantFrom('%', '\\', '#', '@', '://', '"url":"', 'Bearer '),
      ),
      { maxLength: 6 },
    )
    .map(parts => parts.join(''));

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, text => {
        for (const redact of [redactText, redactUrl, redactLink, redactRawText]) {
          const once = redact(text);
          assert.equal(redact(once), once);
        }
      }),
      { numRuns: 3000 },
    );
  });

  const part = fc.constantFrom(
    'a',
    '/',
    '?',
    '#',
    '@',
    ':',
    '%',
    '%20',
    '[',
    ']',
    ' ',
    '{',
    '\u00fc',
    '\\',
    '"',
    '&',
    "'",
    '8443',
    '.example',
  );
  const almostUri = fc
    .tuple(
      fc.constantFrom('https://', 'http://', 'https:', 'app://', 'mailto:', '//', '', 'x'),
      fc.array(part, { maxLength: 8 }),
      fc.option(canaryText(), { nil: '' }),
    )
    .map(([scheme, parts, secret]) => scheme + parts.join('') + secret);

  it('leaves a URI a URI, and what is none none', () => {
    fc.assert(
      fc.property(fc.oneof(almostUri, fc.webUrl({ withQueryParameters: true, withFragments: true })), text => {
        assert.equal(isUri(redactLink(text)), isUri(text), redactLink(text));
        assert.equal(isUri(redactText(text)), isUri(text), redactText(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('keeps scheme, host and port of a link, as every reading of URLs sees them', () => {
    fc.assert(
      fc.property(fc.oneof(almostUri, fc.webUrl({ withFragments: true })), text => {
        fc.pre(isUri(text) && /^[a-z]+:\/\/[^/]/.test(text) && URL.canParse(text));
        const redacted = new URL(redactLink(text));
        const { protocol, host } = new URL(text);
        assert.deepEqual([redacted.protocol, redacted.host], [protocol, host]);
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps links apart that differ behind their host', () => {
    fc.assert(
      fc.property(token, token, (one, other) => {
        assert.equal(
          redactLink(`https://a.example/${one}`) === redactLink(`https://a.example/${other}`),
          one === other,
        );
      }),
    );
  });
});

function canaryText(): fc.Arbitrary<string> {
  return fc.tuple(token, fc.constantFrom(...Object.values(shapes))).map(([secret, shape]) => shape(secret));
}

function isUri(text: string): boolean {
  const { uri } = fullFormats;
  assert.ok(typeof uri === 'function');
  return uri(text) === true;
}

/** Whether the secret stands whole wherever it stands: YAML folds long strings, and then nobody can tell where it is hit. */
function isUnfolded(content: string, secret: string): boolean {
  const times = (text: string): number => text.split(secret).length - 1;
  return times(content) > 0 && times(content) === times(content.replace(/\\?\r?\n\s*\\?/g, ''));
}

/** All that a report could be made of. */
async function show(batches: AsyncIterable<Batch>): Promise<string> {
  let shown = '';
  for await (const record of flat(batches)) {
    const safe = record.kind === 'exchange' ? createExchange(record.exchange) : record;
    shown += JSON.stringify(safe, (_, value) => (value instanceof Map ? [...value] : value));
  }
  return shown;
}

async function* chunks(content: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(content);
}
