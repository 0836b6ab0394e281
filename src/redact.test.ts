import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { keyKindOf, redactAuthorization, redactLink, redactRawText, redactText, redactUrl } from './redact.ts';

// Put together here, so that no file of this repository holds what looks like a key.
const live = ['sk', 'live', '51Habcdefghijklmnop'].join('_');
const test = ['rk', 'test', '51Habcdefghijklmnop'].join('_');
const secret = '51Habcdefghijklmnop';
const basic = (user: string): string => `Basic ${Buffer.from(`${user}:`).toString('base64')}`;

describe('keyKindOf', () => {
  const kinds: readonly (readonly [string | undefined, string | undefined])[] = [
    [`Bearer ${live}`, 'live'],
    [`bearer   ${test}`, 'test'],
    [live, 'live'],
    [basic(live), 'live'],
    [basic(test), 'test'],
    ['Bearer sk_test_dummy', 'test'],
    ['Bearer sk_org_live_abc', 'live'],
    ['Bearer sk_livestock', 'unknown'],
    ['Bearer [FILTERED]', 'unknown'],
    ['', 'unknown'],
    [undefined, undefined],
  ];
  for (const [authorization, kind] of kinds) {
    it(`calls ${authorization?.replaceAll(secret, '…') ?? 'no header'} ${kind}`, () => {
      assert.equal(keyKindOf(authorization), kind);
    });
  }
});

describe('redactAuthorization', () => {
  for (const header of [`Bearer ${live}`, `Basic ${live}`, basic(live), live, 'Bearer abcdef', 'hunter2', '']) {
    it(`keeps the kind of key and no more of ${header.replaceAll(secret, '…')}`, () => {
      const redacted = redactAuthorization(header);
      assert.match(redacted, /^(?:(?:Bearer|Basic) )?(?:sk_live_redacted|\[redacted\])$/);
      assert.equal(keyKindOf(redacted), keyKindOf(header));
      assert.equal(redactAuthorization(redacted), redacted);
    });
  }
});

describe('redactText', () => {
  const token = 'dG9rZW4tdG9rZW4';
  const texts: { readonly [what: string]: string } = {
    'a live key': `key ${live}.`,
    'a test key in a URL': `https://x.example/?key=${test}&a=b`,
    'a key behind an escaped line feed': `\\n${live}`,
    'a key in a percent-encoded URL': `a%3D${live.replaceAll('_', '%5F')}%26`,
    'a key with JSON escapes': live.replaceAll('_', '\\u005f'),
    'a key in base64': Buffer.from(`${live}:`).toString('base64'),
    'a signing secret': ['whsec', secret].join('_'),
    'a client secret': ['pi', '3Nabcdefghijklm', 'secret', secret].join('_'),
    'a bearer token': `Authorization: Bearer ${token}`,
    'a bearer token in a URL': `Bearer%20${token}`,
    'basic credentials': `basic ${token}`,
    'a link by its fragment': `https://accounts.stripe.com/r/acct_1#alu_test_${secret}`,
    'an encoded link by its fragment': `https%3A%2F%2Faccounts.stripe.com%2Fr%2Facct_1%23alu_${secret}`,
    'a link by its path': `https://connect.stripe.com/setup/e/acct_1/${secret} and more`,
    'a link in escaped JSON': `"https:\\/\\/connect.stripe.com\\/setup\\/s\\/acct_1\\/${secret}"`,
    'an encoded link by its path': `connect.stripe.com%2Fsetup%2Fs%2Facct_1%2F${secret}`,
  };
  for (const [what, text] of Object.entries(texts)) {
    it(`takes out ${what}`, () => {
      const redacted = redactText(text);
      assert.doesNotMatch(redacted, new RegExp(`${secret}|${token}|${Buffer.from(secret).toString('base64')}`));
      assert.match(redacted, /redacted/);
      assert.equal(redactText(redacted), redacted);
    });
  }

  it('leaves everything else as it is', () => {
    const text =
      'acct_1Nv0FGQ9RKHgCVdK https://example.com/return?a=b#c stripe-node-retry-3b1a4b1c-1111-4222 value_1 2026-02-25.clover';
    assert.equal(redactText(text), text);
  });

  it('keeps texts apart that differ only in their secret, and equal ones equal', () => {
    assert.notEqual(redactText(live), redactText(`${live}x`));
    assert.equal(redactText(live), redactText(live));
  });

  it('keeps the kind of a key', () => {
    assert.match(redactText(live), /^sk_live_redacted-[0-9a-f]{12}$/);
  });

  it('leaves a URI a URI, and what is wrong with one wrong', () => {
    const within = (token: string): string => redactText(`https://connect.stripe.com/setup/e/${token}`);
    assert.match(within('acct_1/abc'), /^https:\/\/connect\.stripe\.com\/setup\/e\/redacted-[0-9a-f]{12}$/);
    assert.match(within('acct_1/{abc}'), /redacted-[0-9a-f]{12}\{$/);
    assert.match(within('acct_1/%zz'), /redacted-[0-9a-f]{12}%$/);
  });

  it('takes out the same of a text that is plain but for it and of one that is looked at closely', () => {
    const piece = fc.constantFrom(
      ...[
        'sk',
        'RK',
        'pk',
        'uk',
        '_',
        '%5F',
        '%5f',
        '\\u005F',
        'org',
        'live',
        'test',
        'abcdefghij1234',
        'c2tf',
        'cmtf',
        'dGVzdF',
      ],
      ...[
        'bGl2ZV',
        'whsec',
        'secret',
        'Bearer',
        'bAsIc',
        'BEARER',
        ' ',
        '+',
        '%20',
        '\n',
        'alu',
        'setup',
        '/',
        '\\/',
        '%2F',
        'e',
        '"',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const text = `long enough: ${pieces.join('')}`;
        // Behind a space five letters are part of no secret, and these make every text one to look at closely.
        assert.equal(redactText(`${text} setup`), `${redactText(text)} setup`);
      }),
      { numRuns: 5000 },
    );
  });

  it('copes with megabytes of what looks like a secret', () => {
    const long = 'a'.repeat(5_000_000);
    for (const start of [`${live}`, 'Bearer ', 'Bearer\n'.padEnd(1_000_000), 'alu_', '/setup/e/', 'whsec_', 'url=']) {
      assert.ok(redactRawText(start + long).length < 1_000_100);
    }
  });
});

describe('redactLink', () => {
  const host = 'https://links.example:8443';

  it('keeps scheme and host and nothing else', () => {
    assert.match(
      redactLink(`${host}/onboard/acct_1?token=${secret}#${secret}`),
      /^https:\/\/links\.example:8443\/redacted-[0-9a-f]{12}$/,
    );
    assert.match(redactLink(`http://links.example#${secret}`), /^http:\/\/links\.example#redacted-[0-9a-f]{12}$/);
    assert.match(redactLink(`mailto:${secret}`), /^mailto:redacted-[0-9a-f]{12}$/);
    assert.match(redactLink(secret), /^redacted-[0-9a-f]{12}$/);
  });

  it('takes out what stands before a colon unless it can only be a scheme', () => {
    assert.match(redactLink(`x${secret}:a`), /^redacted-[0-9a-f]{12}:redacted-[0-9a-f]{12}$/);
    assert.match(
      redactLink('com.example.application://links.example/a'),
      /^com\.example\.application:\/\/links\.example\/redacted-/,
    );
    assert.match(redactLink('urn:a'), /^urn:redacted-[0-9a-f]{12}$/);
  });

  it('has nothing to take from a link without a token', () => {
    for (const link of ['', host, `${host}/`]) assert.equal(redactLink(link), link);
  });

  it('shows that a link was handed out twice', () => {
    assert.equal(redactLink(`${host}/a`), redactLink(`${host}/a`));
    assert.notEqual(redactLink(`${host}/a`), redactLink(`${host}/b`));
  });

  it('removes user information', () => {
    assert.match(redactLink(`https://user:${secret}@evil.example/a`), /^https:\/\/evil\.example\/redacted-/);
  });

  it('does not lend an evil host the name of a good one', () => {
    assert.match(redactLink('https://evil.example\\@connect.stripe.com/a'), /^https:\/\/evil\.example\\redacted-/);
    assert.match(redactLink('https://connect.stripe.com@evil.example/a'), /^https:\/\/evil\.example\/redacted-/);
    assert.match(
      redactLink('https://connect.stripe.com.evil.example/a'),
      /^https:\/\/connect\.stripe\.com\.evil\.example\//,
    );
  });

  it('does not take what only looks redacted for redacted', () => {
    assert.doesNotMatch(redactLink(`${host}/redacted-0123456789ab${secret}`), new RegExp(secret));
    assert.doesNotMatch(redactLink(`${host}/redacted-${secret}`), new RegExp(secret));
  });

  it('keeps visible what keeps a link from being a URI', () => {
    assert.match(redactLink(`${host}/a b`), / $/);
    assert.match(redactLink(`${host}/a\u00e9`), /\u00e9$/);
    assert.match(redactLink(`${host}/%4`), /%$/);
    assert.match(redactLink(`${host}/a#b#c`), /##$/);
    assert.match(redactLink('https://a b@links.example/'), /^https:\/\/ @links\.example\/$/);
    assert.match(redactLink('/relative/a'), /^\/redacted-[0-9a-f]{12}$/);
  });
});

describe('redactUrl', () => {
  it('removes user information and keys', () => {
    assert.equal(
      redactUrl(`https://${live}:@api.stripe.com/v2/core/account_links`),
      'https://api.stripe.com/v2/core/account_links',
    );
    assert.doesNotMatch(redactUrl(`/v2/core/account_links?key=${live}`), new RegExp(secret));
  });
});

describe('redactRawText', () => {
  for (const text of [
    `{"object":"v2.core.account_link","url":"https://links.example/${secret}`,
    `{"url" : "https:\\/\\/links.example\\/${secret}", broken`,
    `"{\\"url\\":\\"https://links.example/${secret}\\"}" broken`,
    `{'url': 'https://links.example/${secret}'}`,
    `url=https://links.example/${secret}&a=b`,
  ]) {
    it(`takes the link out of ${text.replace(secret, '…')}`, () => {
      const redacted = redactRawText(text);
      assert.doesNotMatch(redacted, new RegExp(secret));
      assert.equal(redactRawText(redacted), redacted);
    });
  }
});
