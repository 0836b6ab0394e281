import assert from 'node:assert/strict';
import { it } from 'node:test';
import { didYouMean } from './did-you-mean.ts';
import { maxTime, seed } from './fuzz-options.ts';
import { header, providerStatesUrl, timeout } from './options.ts';
import { parseHttpUrl } from './parse-http-url.ts';
import { port } from './serve-options.ts';

const usage = (message: RegExp) => ({ code: 'usage', message });

it('reads a header and keeps colons in its value', () => {
  assert.deepEqual(header.read(['X-Forwarded-For: 1.2.3.4', 'X-Url:http://x:1']), [
    ['X-Forwarded-For', '1.2.3.4'],
    ['X-Url', 'http://x:1'],
  ]);
});

it('refuses headers that have an option of their own', () => {
  assert.throws(() => header.read(['Authorization: Bearer x']), usage(/--api-key-env/));
  assert.throws(() => header.read(['AUTHORIZATION : x']), usage(/takes `Name: value`/));
  assert.throws(() => header.read(['stripe-version: 2025']), usage(/--api-version/));
});

it('refuses what is no header and never repeats its value', () => {
  for (const text of ['secret', ': secret', 'a b: secret', 'X: secret\r\nY: 1', 'é: secret']) {
    assert.throws(() => header.read([text]), usage(/^(?!.*secret: ).*--header takes/s), text);
  }
  assert.throws(() => header.read(['X-Key: hush\nY: 1']), usage(/^(?!.*hush).*$/s));
});

it('reads URLs of http and https only, without a key in them', () => {
  assert.equal(providerStatesUrl.read(['http://127.0.0.1:1/_pact'])?.href, 'http://127.0.0.1:1/_pact');
  for (const text of ['127.0.0.1:3000', 'localhost:3000', 'ftp://x', 'file:///x', 'http://x/?a=1', 'http://x/#a', '']) {
    assert.throws(() => parseHttpUrl(text, 'base-url'), usage(/^base-url takes a URL/), text);
  }
  assert.throws(() => parseHttpUrl('http://sk_test_1:x@host/', 'base-url'), usage(/^(?!.*sk_test_1).*--api-key-env/));
});

it('bounds numbers by what they are for', () => {
  assert.equal(seed.read(['-2147483648']), -2147483648);
  assert.equal(port.read([]), 0);
  assert.throws(() => port.read(['65536']), usage(/--port takes a whole number from 0 to 65535, not `65536`/));
  assert.throws(() => timeout.read(['2147483648']), usage(/--timeout/));
  assert.throws(() => maxTime.read(['0']), usage(/--max-time/));
});

it('suggests a word that differs by a slip, and none that is another word', () => {
  assert.equal(didYouMean('serv', ['serve', 'scan']), ' Did you mean serve?');
  assert.equal(didYouMean('VALIDTAE', ['validate']), ' Did you mean validate?');
  assert.equal(didYouMean('rusn', ['runs']), ' Did you mean runs?');
  assert.equal(didYouMean('replay', ['serve', 'scan', 'gate']), '');
});
