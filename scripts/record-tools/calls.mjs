// What every tool records: a link, an unknown account, and a request that is none of ours. BASE is the provider's URL.
import http from 'node:http';

const headers = {
  // Most clients of Stripe ask for it, and each recorder keeps packed bodies in its own way.
  'accept-encoding': 'gzip',
  authorization: 'Bearer sk_test_dummy',
  'content-type': 'application/json',
  'stripe-version': '2026-02-25.clover',
};
const use_case = {
  type: 'account_onboarding',
  account_onboarding: {
    configurations: ['recipient'],
    refresh_url: 'https://example.com/reauth',
    return_url: 'https://example.com/return',
  },
};

export const calls = [
  { method: 'POST', path: '/v2/core/account_links', body: { account: 'acct_1Nv0FGQ9RKHgCVdK', use_case } },
  { method: 'POST', path: '/v2/core/account_links', body: { account: 'acct_1Unknown', use_case } },
  { method: 'GET', path: '/v1/balance', body: undefined },
].map(call => ({ ...call, url: process.env.BASE + call.path, headers, text: call.body && JSON.stringify(call.body) }));

/** By node:http, which most recorders of Node intercept. */
export async function callAll(base = process.env.BASE) {
  for (const { method, path, text } of calls) {
    await new Promise((resolve, reject) => {
      const sent = http.request(base + path, { method, headers }, answer => answer.on('end', resolve).resume());
      sent.on('error', reject);
      sent.end(text);
    });
  }
}
