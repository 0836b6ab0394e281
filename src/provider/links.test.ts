import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toResponse } from './answer.ts';
import { answerLink } from './link-endpoint.ts';
import { createLinks, type Link, type Links } from './links.ts';

const origin = 'http://localhost:4242';
const link: Link = {
  account: 'acct_1',
  useCase: 'account_onboarding',
  refreshUrl: 'https://example.com/reauth?x=1',
  returnUrl: 'https://example.com/return',
  expiresAt: new Date(300_000),
};

const visit = (
  links: Links,
  url: string,
  time = 0,
  method = 'GET',
  leave: 'return_url' | 'refresh_url' = 'return_url',
) => toResponse(answerLink({ method, url }, { links, time: new Date(time), createVisit: () => 'visit1', leave }));

describe('a link', () => {
  it('opens once, and then sends its visitor to refresh_url', async () => {
    const links = createLinks();
    const url = links.add(origin, 'token', link);
    const [first, second] = [visit(links, url), visit(links, url)];
    assert.equal(first.status, 200);
    assert.match(await first.text(), /This is a stand-in, not Stripe/);
    assert.deepEqual([second.status, second.headers.get('location')], [302, link.refreshUrl]);
  });

  it('opens until it expires', () => {
    const links = createLinks();
    const [one, other] = [links.add(origin, 'one', link), links.add(origin, 'other', link)];
    assert.equal(visit(links, one, 299_999).status, 200);
    assert.equal(visit(links, other, 300_000).status, 302);
  });

  it('opens once for each that was made', () => {
    const links = createLinks();
    const [one, other] = [links.add(origin, 'one', link), links.add(origin, 'other', link)];
    visit(links, one);
    assert.equal(visit(links, other).status, 200);
  });

  it('is unknown with another token or another account', async () => {
    const links = createLinks();
    const url = links.add(origin, 'token', link);
    for (const wrong of [`${url}x`, url.replace('acct_1', 'acct_2')]) {
      const response = visit(links, wrong);
      assert.equal(response.status, 404);
      assert.doesNotMatch(await response.text(), /token/); // nor does it tell what exists
    }
    assert.equal(visit(links, url).status, 200);
  });

  it('is not used up by another method', () => {
    const links = createLinks();
    const url = links.add(origin, 'token', link);
    const head = visit(links, url, 0, 'HEAD');
    assert.deepEqual([head.status, head.headers.get('allow')], [405, 'GET']);
    assert.equal(visit(links, url).status, 200);
  });

  it('leads to a page that loads nothing, runs nothing and is not kept', () => {
    const links = createLinks();
    const { headers } = visit(links, links.add(origin, 'token', link));
    assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'/);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('content-type'), 'text/html; charset=utf-8');
  });

  it('leads to a page that names return_url only when there is one', async () => {
    const links = createLinks();
    const page = (one: Link, token: string) => visit(links, links.add(origin, token, one)).text();
    assert.match(await page(link, 'one'), /<em>Finish<\/em> leads to <code>https:\/\/example\.com\/return</);
    assert.match(await page({ ...link, returnUrl: undefined }, 'two'), /named no <code>return_url/);
  });

  it('leads to a page that does not trust the request', async () => {
    const links = createLinks();
    const hostile: Link = { ...link, account: '"><script>', returnUrl: 'https://example.com/"onclick="x' };
    const text = await visit(links, links.add(origin, 'token', hostile)).text();
    assert.doesNotMatch(text, /<script>|"onclick/);
  });

  it('can be opened whatever its account is called', () => {
    const links = createLinks();
    for (const account of ['a/b', 'a?b#c', 'a%b', 'é', '\ud800', "a'b c"]) {
      const url = links.add(origin, 'token', { ...link, account });
      assert.equal(visit(links, url).status, 200, account);
    }
  });

  it('is forgotten when ten thousand younger ones were made', () => {
    const links = createLinks();
    const urls = Array.from({ length: 10_001 }, (_, index) => links.add(origin, `t${index}`, link));
    assert.equal(visit(links, urls[0] ?? '').status, 404);
    assert.equal(visit(links, urls[1] ?? '').status, 200);
  });

  it('brings its visitor to return_url by Finish and by Leave, as often as they are pressed', () => {
    for (const end of ['finished', 'left']) {
      const links = createLinks();
      const url = links.add(origin, 'token', link);
      visit(links, url);
      for (let times = 0; times < 2; times++) {
        const ended = visit(links, `${url}?visit=visit1&end=${end}`);
        assert.deepEqual([ended.status, ended.headers.get('location')], [302, link.returnUrl]);
      }
      assert.equal(links.views('', new Date(0))[0]?.state, end);
      assert.equal(visit(links, url).headers.get('location'), link.refreshUrl);
    }
  });

  it('can be finished after it has expired by who opened it before, and by nobody else', () => {
    const links = createLinks();
    const url = links.add(origin, 'token', link);
    assert.equal(visit(links, `${url}?visit=visit1&end=finished`).headers.get('location'), link.refreshUrl);
    visit(links, url);
    assert.equal(visit(links, `${url}?visit=other&end=finished`).headers.get('location'), link.refreshUrl);
    assert.equal(visit(links, `${url}?visit=visit1&end=finished`, 400_000).headers.get('location'), link.returnUrl);
  });

  it('leads to refresh_url once it is revoked, in the middle of a visit too', () => {
    const links = createLinks();
    const url = links.add(origin, 'token', link);
    visit(links, url);
    assert.equal(links.revoke('', 'acct_2'), 0);
    assert.equal(links.revoke(''), 1);
    assert.equal(visit(links, `${url}?visit=visit1&end=finished`).headers.get('location'), link.refreshUrl);
    assert.equal(links.revoke(''), 0);
  });

  it('ends on a page of its own without a return_url', async () => {
    const links = createLinks();
    const url = links.add(origin, 'token', { ...link, returnUrl: undefined });
    visit(links, url);
    const ended = visit(links, `${url}?visit=visit1&end=finished`);
    assert.equal(ended.status, 200);
    assert.match(await ended.text(), /The flow is finished/);
  });

  it('is used up by its end alone, and left for refresh_url, where the assumptions say so', () => {
    const links = createLinks({ usedBy: 'ending' });
    const url = links.add(origin, 'token', link);
    assert.deepEqual([visit(links, url).status, visit(links, url).status], [200, 200]);
    const left = visit(links, `${url}?visit=visit1&end=left`, 0, 'GET', 'refresh_url');
    assert.equal(left.headers.get('location'), link.refreshUrl);
    assert.equal(visit(links, url).status, 302);
  });

  it('never writes into a header what a header cannot hold', () => {
    for (const [refreshUrl, location] of [
      ['https://example.com/\u00e9 x', 'https://example.com/%C3%A9%20x'],
      ['https://example.com/\r\nSet-Cookie:x', 'https://example.com/Set-Cookie:x'],
      ['https://', 'https://'],
      ['https://\u00e9:99999', null],
      [undefined, null],
    ] as const) {
      const links = createLinks();
      const gone = visit(links, links.add(origin, 'token', { ...link, refreshUrl }), 300_000);
      assert.deepEqual([gone.status, gone.headers.get('location')], [location === null ? 410 : 302, location]);
    }
  });
});
