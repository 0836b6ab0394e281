// What integrators get wrong, called by its name. The schema finds most of it as well, member by member; these say what
// it is and what to do. Functions, not generators, since they run for each exchange.
import { header } from '../headers.ts';
import { member } from '../json.ts';
import type { Breach, Facts, Rule } from './rule.ts';

const shared = { party: 'client', severity: 'warning', recordingsOnly: true } as const;
const observed = { ...shared, evidence: 'observed', source: 'integrator-reports' } as const;
const none: readonly Breach[] = [];

export const requestMistakes: readonly Rule[] = [
  {
    ...observed,
    id: 'request/v1-shape',
    title: 'The request has the shape of v2, not that of v1.',
    why: 'v1 takes `type`, `refresh_url` and `return_url` beside `account`; v2 takes them within `use_case`.',
    fix: 'Send {"account": …, "use_case": {"type": "account_onboarding", "account_onboarding": {"refresh_url": …, "return_url": …}}}.',
    check({ request, requestViolations }) {
      if (requestViolations.length === 0) return none;
      const names = ['refresh_url', 'return_url', 'type', 'collect', 'collection_options'].filter(
        name => member(request, name) !== undefined,
      );
      const [first] = names;
      if (first === undefined) return none;
      const message = `The request has the shape of v1: ${names.map(name => `\`${name}\``).join(', ')} beside \`account\`.`;
      return [{ message, pointer: `/request/body/${first}`, expected: 'these within `use_case`' }];
    },
  },
  {
    ...shared,
    ...{ evidence: 'documented', source: 'reference-2025-12-15.clover' },
    id: 'request/form-encoded',
    title: 'The parameters are sent as JSON, not as a form.',
    why: 'v1 takes forms; v2 takes JSON alone, and a form is refused.',
    fix: 'Send the parameters as JSON, with Content-Type: application/json; a client of v1 cannot be pointed at v2.',
    check({ exchange: { request } }) {
      if (request.body.kind === 'json') return none;
      const type = header(request.headers, 'content-type');
      const isForm = type !== undefined && /^application\/x-www-form-urlencoded/i.test(type);
      const looksLikeForm = request.body.kind === 'text' && /^[\w[\]%.-]+=[^&]*(?:&|$)/.test(request.body.text);
      if (!looksLikeForm && !isForm) return none;
      return [{ message: 'The request is a form, as v1 takes it.', pointer: '/request/body', expected: 'JSON' }];
    },
  },
  {
    ...shared,
    ...{ evidence: 'documented', source: 'changelog-2026-09-30.endive' },
    id: 'request/removed-configurations',
    title: 'From 2026-09-30.endive on, `configurations` is not sent.',
    why: 'Stripe decides which configurations need onboarding, and refuses a request that names them.',
    fix: 'Leave `configurations` out, or stay on an earlier Stripe-Version.',
    check({ requestViolations }) {
      if (requestViolations.length === 0) return none;
      return requestViolations
        .filter(({ keyword }) => keyword === 'additionalProperties')
        .filter(({ pointer }) => /^\/use_case\/account_(?:onboarding|update)\/configurations$/.test(pointer))
        .map(({ pointer }) => ({
          message: '`configurations` was removed with 2026-09-30.endive.',
          pointer: `/request/body${pointer}`,
          expected: 'no `configurations`',
        }));
    },
  },
  {
    ...observed,
    id: 'request/deep-link',
    title: 'Return and refresh URLs are web pages, not links into an app.',
    why: 'A URL such as app://return is refused, with a test key too.',
    fix: 'Name an https page that leads on into the app (a universal link, an app link).',
    check(facts) {
      if (facts.requestViolations.length === 0) return none;
      return urlsOf(facts).flatMap(({ url, pointer }) => {
        const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):(?!\d)/.exec(url)?.[1]?.toLowerCase();
        if (scheme === undefined || scheme === 'http' || scheme === 'https') return [];
        return [
          {
            message: 'The URL leads into an app, not to a web page.',
            pointer,
            expected: 'https://…',
            received: `${scheme}:…`,
          },
        ];
      });
    },
  },
  {
    ...observed,
    id: 'request/v1-account',
    title: 'The account is one of Accounts v2.',
    why: 'Account Links v2 are for accounts that were made with Accounts v2; others are refused.',
    fix: 'Make the account with POST /v2/core/accounts, or make the link of a v1 account with POST /v1/account_links.',
    check(facts) {
      const code = errorCode(facts);
      if (code !== 'v1_account_instead_of_v2_account' && code !== 'account_not_yet_compatible_with_v2') return none;
      const message = 'A link was asked for an account that is none of Accounts v2.';
      return [{ message, pointer: '/request/body/account', received: `${facts.exchange.response.status} \`${code}\`` }];
    },
  },
  {
    ...observed,
    severity: 'notice',
    id: 'request/preview-with-live-key',
    title: 'A live key is used with a version of general availability.',
    why: 'A preview may change or go away, and its contract is not the one of the reference for general availability.',
    fix: 'Move to a version without `.preview`, or read the reference of the preview that is sent.',
    check({ exchange, selection }) {
      if (exchange.request.keyKind !== 'live' || selection.contract.channel !== 'preview') return none;
      const pointer = '/request/headers/stripe-version';
      return [{ message: 'A live key is used with a preview version.', pointer, received: selection.stripeVersion }];
    },
  },
];

function urlsOf({ request }: Facts): readonly { readonly url: string; readonly pointer: string }[] {
  const useCase = member(request, 'use_case');
  return ['account_onboarding', 'account_update'].flatMap(flow =>
    ['refresh_url', 'return_url'].flatMap(name => {
      const url = member(member(useCase, flow), name);
      return typeof url === 'string' ? [{ url, pointer: `/request/body/use_case/${flow}/${name}` }] : [];
    }),
  );
}

function errorCode({ response, responseSide }: Facts): unknown {
  return responseSide === 'error' ? member(member(response, 'error'), 'code') : undefined;
}
