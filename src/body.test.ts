import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Body, jsonOf, parseBody } from './body.ts';

const secret = '51Habcdefghijklmnop';
const key = ['sk', 'live', secret].join('_');

function jsonValue(text: string): unknown {
  const body = parseBody(text);
  assert.equal(body.kind, 'json');
  return jsonOf(body);
}

function textBody(recorded: string | Uint8Array): Extract<Body, { kind: 'text' }> {
  const body = parseBody(recorded);
  assert.ok(body.kind === 'text');
  return body;
}

describe('parseBody', () => {
  it('has nothing where nothing was recorded', () => {
    for (const recorded of [undefined, '', new Uint8Array()]) assert.deepEqual(parseBody(recorded), { kind: 'none' });
    assert.equal(jsonOf({ kind: 'none' }), undefined);
  });

  it('parses text and bytes alike', () => {
    const text = '{"a":[1,null,true,"\u00fc"]}';
    assert.deepEqual(parseBody(text), { kind: 'json', value: { a: [1, null, true, '\u00fc'] } });
    assert.deepEqual(parseBody(Buffer.from(text)), parseBody(text));
  });

  it('takes out the same of a body at a glance and piece by piece', () => {
    const text = fc.constantFrom(
      'a',
      'url',
      key,
      'Bearer abcdefgh',
      `https://connect.stripe.com/setup/e/${secret}`,
      ':',
      '"',
      '',
    );
    const name = fc.constantFrom('a', 'url', key, 'URL', 'whsec_abc');
    const { value } = fc.letrec(tie => ({
      value: fc.oneof(
        { maxDepth: 3 },
        text,
        fc.constantFrom(null, 1, true),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.array(fc.tuple(name, tie('value')), { maxLength: 3 }).map(members => Object.fromEntries(members)),
      ),
    }));
    fc.assert(
      fc.property(value, one => {
        const body = JSON.stringify(one);
        // So long a text is not taken at a glance.
        assert.deepEqual(parseBody(body), parseBody(`${body}${' '.repeat(1000)}`));
      }),
      { numRuns: 3000 },
    );
  });

  it('tells a body of null from none', () => {
    assert.deepEqual(parseBody('null'), { kind: 'json', value: null });
  });

  it('says where a body stops being JSON, and quotes nothing of it', () => {
    assert.equal(textBody('{"a":1').reason, 'the text ends too early at character 7');
    assert.equal(textBody(`{"a":${key}}`).reason, 'expected a value at character 6');
    assert.equal(textBody('account=acct_1').text, 'account=acct_1');
  });

  it('is no JSON in another encoding, though a lenient decoder would make some of it', () => {
    const latin1 = Buffer.from('{"a":"\u00fc"}', 'latin1');
    assert.equal(textBody(latin1).reason, 'it is not UTF-8');
  });

  it('takes the link out of a member `url`, whatever its host, and leaves other URLs', () => {
    const links = { url: `https://links.example/${secret}`, nested: [{ url: `http://b.example/${secret}` }] };
    const urls = { refresh_url: 'https://example.com/reauth', doc_url: 'https://docs.stripe.com/a' };
    const value = JSON.stringify(jsonValue(JSON.stringify({ ...links, ...urls })));
    assert.doesNotMatch(value, new RegExp(secret));
    assert.match(value, /"url":"https:\/\/links\.example\/redacted-/);
    assert.match(value, /"url":"http:\/\/b\.example\/redacted-/);
    assert.match(value, /https:\/\/example\.com\/reauth.*https:\/\/docs\.stripe\.com\/a/);
  });

  it('leaves a `url` that is no string', () => {
    assert.deepEqual(jsonValue('{"url":7}'), { url: 7 });
  });

  it('takes keys out of values and of the names of members, and keeps the order of these', () => {
    const value = jsonValue(JSON.stringify({ a: 1, [key]: 2, b: [[key]], __proto__: 0 }));
    assert.doesNotMatch(JSON.stringify(value), new RegExp(secret));
    assert.match(JSON.stringify(value), /^\{"a":1,"sk_live_redacted-[0-9a-f]{12}":2,"b":\[\["sk_live_redacted-/);
  });

  it('keeps a member `__proto__` a member', () => {
    const value = jsonValue(`{"__proto__":{"a":"${key}"},"${key}":1}`);
    assert.ok(typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__'));
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
  });

  it('takes secrets out of a body that is no JSON', () => {
    for (const text of [
      `{"url":"https://links.example/${secret}`,
      `key=${key}`,
      `{"a":"sk\\u005flive\\u005f${secret}`,
    ]) {
      assert.doesNotMatch(JSON.stringify(parseBody(text)), new RegExp(secret));
      assert.doesNotMatch(
        JSON.stringify(parseBody(Buffer.concat([Buffer.from(text), Buffer.of(0xff)]))),
        new RegExp(secret),
      );
    }
  });

  it('survives a body that is nested without end', () => {
    const deep = 100_000;
    const body = parseBody(`{"a":${'['.repeat(deep)}${']'.repeat(deep)},"b":1}`);
    assert.equal(body.kind, 'json');
    assert.ok(JSON.stringify(jsonOf(body)).endsWith('"b":1}'));
    assert.equal(parseBody('['.repeat(deep)).kind, 'text');
  });
});
