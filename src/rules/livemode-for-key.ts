import { member } from '../json.ts';
import { noBreach, type Rule } from './rule.ts';

export const livemodeForKey: Rule = {
  id: 'response/livemode-for-key',
  title: '`livemode` is true for a live key and false for a test key.',
  why: 'Code that branches on `livemode` takes a test for the real thing, or the other way about.',
  fix: 'Answer `livemode` by the kind of the key.',
  party: 'provider',
  severity: 'error',
  evidence: 'documented',
  source: 'reference-2025-12-15.clover',
  check({ exchange, response }) {
    const { keyKind } = exchange.request;
    const livemode = member(response, 'livemode');
    if (exchange.response.status !== 200 || typeof livemode !== 'boolean') return noBreach;
    if (keyKind !== 'live' && keyKind !== 'test') return noBreach;
    if (livemode === (keyKind === 'live')) return noBreach;
    return [
      {
        message: `\`livemode\` is ${livemode} for a ${keyKind} key.`,
        pointer: '/response/body/livemode',
        expected: String(!livemode),
        received: String(livemode),
      },
    ];
  },
};
