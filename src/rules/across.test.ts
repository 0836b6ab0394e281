import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createExchange, type RawExchange } from '../exchange.ts';
import { createAcross } from './across.ts';
import { sightingOf } from './sighting.ts';

interface Given {
  readonly account?: string;
  readonly key?: string | undefined;
  readonly link?: string;
  readonly status?: number;
  readonly id?: string;
  readonly source?: string;
  readonly body?: string;
  readonly code?: string;
}

let made = 0;

/** An exchange that shares nothing with any other, but for what is given. */
function exchange({
  account = 'acct_1',
  key,
  link,
  status = 200,
  id,
  source = 'a.ndjson',
  body,
  code = 'a',
}: Given): RawExchange {
  made++;
  const answer =
    status === 200
      ? {
          url: `https://accounts.stripe.com/r/acct_1#${link ?? `alu_${made}abcdefgh`}`,
          created: `2026-01-01T00:00:${made}Z`,
        }
      : { error: { code, message: 'b' } };
  return {
    ...{ source, entry: made, line: made },
    request: {
      method: 'POST',
      url: '/v2/core/account_links',
      headers: [
        ['stripe-version', '2026-02-25.clover'],
        ...(key === undefined ? [] : [['idempotency-key', key] as const]),
      ],
      body: body ?? JSON.stringify({ account, use_case: { type: 'account_onboarding' } }),
    },
    response: { status, headers: id === undefined ? [] : [['request-id', id]], body: JSON.stringify(answer) },
  };
}

function seen(given: readonly Given[], remembered?: number): string[] {
  const across = createAcross(remembered);
  return given.flatMap(one => across.see(sightingOf(createExchange(exchange(one)))).map(([rule]) => rule.id));
}

describe('Between exchanges', () => {
  it('nothing is found where each has a link and a key of its own', () => {
    assert.deepEqual(seen([{ key: 'a' }, { key: 'b' }, {}, {}, { status: 400 }, { status: 400 }]), []);
  });

  it('a link that is answered to two requests is found, in another file too, and without being seen', () => {
    assert.deepEqual(seen([{ link: 'alu_test_same' }, { link: 'alu_test_same', source: 'b.ndjson' }]), [
      'response/link-reused',
    ]);
    const across = createAcross();
    const [first, second] = [{}, {}].map(() => sightingOf(createExchange(exchange({ link: 'alu_test_secret123' }))));
    assert.ok(first !== undefined && second !== undefined, 'two sightings');
    across.see(first);
    assert.doesNotMatch(JSON.stringify([first, across.see(second)]), /secret123/);
  });

  it('a replay under the same key may be answered with the same link', () => {
    assert.deepEqual(
      seen([
        { key: 'a', link: 'alu_test_same' },
        { key: 'a', link: 'alu_test_same' },
      ]),
      [],
    );
    assert.deepEqual(
      seen([
        { key: 'a', link: 'alu_test_same' },
        { key: 'b', link: 'alu_test_same' },
      ]),
      ['response/link-reused'],
    );
  });

  it('a key that is sent with another body is found, but not one whose members stand in another order', () => {
    assert.deepEqual(
      seen([
        { key: 'a', account: 'acct_1' },
        { key: 'a', account: 'acct_2' },
      ]),
      ['request/idempotency-key-reused'],
    );
    const body = '{"use_case":{"type":"account_onboarding"},"account":"acct_1"}';
    assert.deepEqual(seen([{ key: 'a' }, { key: 'a', body }]), []);
    assert.deepEqual(
      seen([
        { key: 'a', account: 'acct_1' },
        { key: 'a', account: 'acct_2', source: 'b.ndjson' },
      ]),
      [],
    );
  });

  it('lists in another order are another body', () => {
    const [one, other] = ['{"configurations":["a","b"]}', '{"configurations":["b","a"]}'];
    assert.deepEqual(
      seen([
        { key: 'a', body: one },
        { key: 'a', body: other },
      ]),
      ['request/idempotency-key-reused'],
    );
  });

  it('a retry after a failure is found if neither had a key, once for each failure', () => {
    assert.deepEqual(seen([{ status: 500 }, {}, {}]), ['request/retry-without-key']);
    assert.deepEqual(seen([{ status: 503 }, { status: 503 }, {}]), [
      'request/retry-without-key',
      'request/retry-without-key',
    ]);
    assert.deepEqual(seen([{ status: 500, key: 'a' }, { key: 'a' }]), []);
    assert.deepEqual(seen([{ status: 429 }, {}]), []);
    assert.deepEqual(seen([{ status: 500, account: 'acct_2' }, {}]), []);
  });

  it('configurations that are guessed one after the other are found, but not the same ones asked for again', () => {
    const refused = (configurations: string): Given => ({
      status: 400,
      code: 'configs_must_match_to_use_account_links',
      body: `{"account":"acct_1","use_case":{"account_onboarding":{"configurations":${configurations}}}}`,
    });
    assert.deepEqual(seen([refused('["merchant"]'), refused('["customer"]')]), ['request/guessed-configurations']);
    assert.deepEqual(seen([refused('["merchant"]'), refused('["merchant"]')]), []);
    assert.deepEqual(seen([refused('["merchant"]'), { ...refused('["customer"]'), code: 'invalid_fields' }]), []);
  });

  it('a record that stands there twice is told as that alone', () => {
    const twice: Given = { id: 'req_v2abc', key: 'a', link: 'alu_test_same' };
    assert.deepEqual(seen([twice, twice]), ['recording/repeated']);
    assert.deepEqual(
      seen([
        { id: 'req_1', status: 400 },
        { id: 'req_1', status: 400 },
      ]),
      ['recording/repeated'],
    );
    assert.deepEqual(
      seen([
        { id: 'req_1', status: 400 },
        { id: 'req_1', status: 404 },
      ]),
      [],
    );
  });

  it('no more is remembered than the bound, which is told once it is reached', () => {
    const between = Array.from({ length: 10 }, () => ({ key: undefined }));
    const pair: Given = { link: 'alu_test_same' };
    assert.deepEqual(seen([pair, ...between, pair], 11), ['response/link-reused']);
    assert.deepEqual(seen([pair, ...between, pair], 10), []);
    const across = createAcross(2);
    for (let turn = 0; turn < 3; turn++) {
      assert.equal(across.bound, undefined);
      across.see(sightingOf(createExchange(exchange({}))));
    }
    assert.equal(across.bound, 2);
  });
});
