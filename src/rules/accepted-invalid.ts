import { excerpt } from '../exchange.ts';
import { valueAt } from '../json.ts';
import { isAccepted, noBreach, type Rule } from './rule.ts';

export const acceptedInvalid: Rule = {
  id: 'response/accepted-invalid',
  title: 'A request that breaks the contract is refused.',
  why: 'A provider that accepts it lets a fault through that Stripe refuses: it shows in production only.',
  fix: 'Make the provider refuse the request; correct the client all the same.',
  party: 'provider',
  severity: 'error',
  evidence: 'observed',
  source: 'integrator-reports',
  recordingsOnly: true,
  check(facts) {
    if (!isAccepted(facts) || facts.refusals.length === 0) return noBreach;
    return facts.refusals.map(({ reason, pointer, evidence, source }) => ({
      message: `The provider accepted a request that it must refuse: ${reason}`,
      pointer,
      expected: '400 `invalid_fields`',
      received: `${facts.exchange.response.status} for ${excerpt(valueAt(facts.exchange, pointer.replace(/^\/request\/body/, '/request/body/value')))}`,
      evidence,
      source,
    }));
  },
};
