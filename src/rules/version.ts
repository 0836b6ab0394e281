import { header } from '../headers.ts';
import { noBreach, type Rule } from './rule.ts';

const shared = {
  party: 'client',
  severity: 'warning',
  evidence: 'documented',
  source: 'versioning-guide',
} as const;

/** Why the contract that judged may not be the one that both sides had in mind. Never an error: the judgement stands. */
export const versionRules: readonly Rule[] = [
  {
    ...shared,
    id: 'version/missing',
    title: 'A v2 request carries the Stripe-Version header.',
    why: 'Without it nobody knows which contract holds; the default contract judged this exchange.',
    fix: 'Send Stripe-Version. If the recorder dropped the header, name the version with --assume-version.',
    check({ selection }) {
      if (selection.reason !== 'missing') return noBreach;
      return [
        {
          message: `The request has no Stripe-Version; it is judged by ${selection.contract.id}.`,
          pointer: '/request/headers/stripe-version',
          expected: 'a Stripe-Version',
          received: 'nothing',
        },
      ];
    },
  },
  {
    ...shared,
    id: 'version/repeated',
    title: 'The Stripe-Version header is sent once.',
    why: 'Which of the two holds is unknown; the first judged this exchange.',
    fix: 'Send the header once.',
    check({ exchange, selection }) {
      if (selection.reason !== 'repeated') return noBreach;
      return [
        {
          message: `The request has ${exchange.request.headers.get('stripe-version')?.length} Stripe-Version headers.`,
          pointer: '/request/headers/stripe-version',
        },
      ];
    },
  },
  {
    ...shared,
    id: 'version/unknown',
    title: 'The Stripe-Version is one that the catalogue of contracts knows.',
    why: 'A version that is not known yet may have another contract; the nearest known one judged this exchange.',
    fix: 'Update account-links-contract, or name the version to judge by with --assume-version.',
    check({ exchange, selection }) {
      if (selection.reason !== 'unknown') return noBreach;
      return [
        {
          message: `The Stripe-Version is not known; the exchange is judged by ${selection.contract.id}.`,
          pointer: '/request/headers/stripe-version',
          expected: `a known version, such as ${selection.stripeVersion}`,
          received: header(exchange.request.headers, 'stripe-version') ?? 'nothing',
        },
      ];
    },
  },
  {
    ...shared,
    id: 'version/before-endpoint',
    title: 'The Stripe-Version is one under which the endpoint exists.',
    why: 'Account Links v2 appeared with 2025-03-31.preview and 2025-12-15.clover.',
    fix: 'Move to a newer Stripe-Version, or name the one to judge by with --assume-version.',
    check({ exchange, selection }) {
      if (selection.reason !== 'before-endpoint') return noBreach;
      return [
        {
          message: `The Stripe-Version is older than the endpoint; the exchange is judged by ${selection.contract.id}.`,
          pointer: '/request/headers/stripe-version',
          expected: `${selection.stripeVersion} or later`,
          received: header(exchange.request.headers, 'stripe-version') ?? 'nothing',
        },
      ];
    },
  },
];
