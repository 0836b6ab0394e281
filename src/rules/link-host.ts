import { member } from '../json.ts';
import { noBreach, type Rule } from './rule.ts';

export const linkHost: Rule = {
  id: 'response/link-host',
  title: "Stripe's links are https URLs of a host of stripe.com.",
  why: 'A link elsewhere sends people who are about to enter their bank details to somebody else.',
  fix: 'Find out who answered in the place of Stripe. An allow-list needs every host of stripe.com, not one.',
  party: 'provider',
  severity: 'error',
  evidence: 'observed',
  source: 'integrator-reports',
  check({ exchange, response }) {
    const url = member(response, 'url');
    if (exchange.response.status !== 200 || typeof url !== 'string') return noBreach;
    if (/^https:\/\/(?:[\w.-]+\.)?stripe\.com\//.test(url) || !isStripe(exchange.request.url)) return noBreach;
    const [, scheme = '', host = ''] = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#:]*)/.exec(url) ?? [];
    if (scheme.toLowerCase() === 'https' && /^(.+\.)?stripe\.com$/i.test(host)) return noBreach;
    return [
      {
        message: 'The link of an answer of Stripe is not an https URL of stripe.com.',
        pointer: '/response/body/url',
        expected: 'https://….stripe.com/…',
        received: scheme === '' ? 'no URL' : `${scheme}://${host}/…`,
      },
    ];
  },
};

/** Whether the request went to Stripe itself: a stand-in has links of its own host. */
function isStripe(url: string): boolean {
  return /^https?:\/\/([^/?#]+\.)?stripe\.com(:\d+)?([/?#]|$)/i.test(url);
}
