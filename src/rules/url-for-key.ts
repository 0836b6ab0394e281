import { member } from '../json.ts';
import { type Facts, isAccepted, noBreach, type Refusal, type Rule } from './rule.ts';

export const urlForKey: Rule = {
  id: 'request/url-for-key',
  title: 'With a live key, return and refresh URLs start with https:// and are not on localhost.',
  why: 'http and localhost are for test mode only: a live request with such a URL is refused.',
  fix: 'Use an https URL of a public host with a live key.',
  party: 'client',
  severity: 'error',
  evidence: 'observed',
  source: 'integrator-reports',
  check(facts) {
    if (isAccepted(facts)) return noBreach;
    return urlRefusals(facts).map(({ reason, pointer }) => ({
      message: reason,
      pointer,
      expected: 'an https URL of a public host',
    }));
  },
};

/** The URLs of a request that a live key does not allow. */
export function urlRefusals({ exchange, request }: Pick<Facts, 'exchange' | 'request'>): readonly Refusal[] {
  if (exchange.request.keyKind !== 'live') return [];
  const useCase = member(request, 'use_case');
  return ['account_onboarding', 'account_update'].flatMap(flow =>
    ['refresh_url', 'return_url'].flatMap(name => {
      const url = member(member(useCase, flow), name);
      if (typeof url !== 'string' || !isTestOnly(url)) return [];
      return {
        reason: `\`${name}\` is a URL for test mode, and the key is a live key.`,
        pointer: `/request/body/use_case/${flow}/${name}`,
        evidence: 'observed',
        source: 'integrator-reports',
      };
    }),
  );
}

function isTestOnly(url: string): boolean {
  return /^http:\/\//i.test(url) || /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/?#]|$)/i.test(url);
}
