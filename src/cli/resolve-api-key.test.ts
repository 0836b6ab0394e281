import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveApiKey } from './resolve-api-key.ts';

const usage = (message: RegExp) => ({ code: 'usage', message });
const env = { KEY: ' sk_test_abc\n', EMPTY: '', LIVE: 'sk_live_abc', RESTRICTED: 'rk_live_abc', ODD: 'a b' };

describe('The key for a target', () => {
  it('is a dummy for this machine when no variable is named, and no variable is read', () => {
    const unread = new Proxy({}, { get: () => assert.fail('the environment was read') });
    for (const host of ['localhost:1', 'LOCALHOST', '127.0.0.1:12111', '127.1.2.3', '127.1', '[::1]:3', '[0:0::1]']) {
      assert.equal(resolveApiKey(new URL(`http://${host}/`), undefined, unread), 'sk_test_dummy', host);
    }
  });

  it('must be named for any other host, however much its name looks like this machine', () => {
    for (const host of [
      'example.com',
      '10.0.0.1',
      'localhost.example.com',
      '127.0.0.1.example.com',
      '0.0.0.0',
      '[::2]',
    ]) {
      assert.throws(() => resolveApiKey(new URL(`http://${host}/`), undefined, env), usage(/--api-key-env/), host);
    }
  });

  it('comes from the variable that is named, without the white space around it', () => {
    assert.equal(resolveApiKey(new URL('https://example.com/'), 'KEY', env), 'sk_test_abc');
    assert.equal(resolveApiKey(new URL('http://localhost/'), 'KEY', env), 'sk_test_abc');
  });

  it('is refused when the variable is not set, is empty or holds what no header can carry', () => {
    for (const name of ['MISSING', 'EMPTY', 'toString']) {
      assert.throws(
        () => resolveApiKey(new URL('http://localhost/'), name, env),
        usage(/is not set or is empty/),
        name,
      );
    }
    assert.throws(() => resolveApiKey(new URL('http://localhost/'), 'ODD', env), usage(/no header can carry/));
  });

  it('is refused when it is live, whatever the target, and is not repeated', () => {
    for (const name of ['LIVE', 'RESTRICTED']) {
      const thrown = usage(/^(?!.*_abc).*nothing is sent to a live platform/);
      assert.throws(() => resolveApiKey(new URL('http://localhost/'), name, env), thrown);
    }
  });

  it('is never asked for Stripe itself', () => {
    for (const host of ['api.stripe.com', 'stripe.com', 'API.Stripe.com.', 'api.stripe.com:8443']) {
      assert.throws(() => resolveApiKey(new URL(`https://${host}/`), 'KEY', env), usage(/is Stripe itself/), host);
    }
    assert.throws(() => resolveApiKey(new URL('https://notstripe.com/'), undefined, env), usage(/--api-key-env/));
  });

  it('may be live, and Stripe may be asked, only when two options agree on the host', () => {
    const stripe = new URL('https://api.stripe.com/');
    const refused = [
      { allowLive: true, confirmedHost: undefined },
      { allowLive: false, confirmedHost: 'api.stripe.com' },
      { allowLive: true, confirmedHost: 'stripe.com' },
      { allowLive: true, confirmedHost: 'api.stripe.com.evil.example' },
    ];
    for (const permission of refused) {
      assert.throws(
        () => resolveApiKey(stripe, 'LIVE', env, permission),
        usage(/--allow-live and --confirm-host api\.stripe\.com/),
      );
      assert.throws(() => resolveApiKey(stripe, 'KEY', env, permission), usage(/is Stripe itself/));
      assert.throws(() => resolveApiKey(new URL('http://localhost/'), 'LIVE', env, permission), usage(/live key/));
    }
    assert.match(resolveApiKey(stripe, 'LIVE', env, { allowLive: true, confirmedHost: 'api.stripe.com' }), /_live_/);
  });
});
