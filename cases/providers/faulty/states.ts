// What a provider makes of its state: accounts, their configurations, the platform, the rate limit.

import type { Json } from '../../../src/json.ts';
import { member } from '../../../src/json.ts';
import { isList } from '../edits.ts';
import {
  flowOf,
  onAnswer,
  onRefusal,
  onSome,
  overlooks,
  refusal,
  type Sent,
  saidOfRefusal,
  unseenByPactsBut,
  type Variant,
} from '../variant.ts';

const mismatch = 'configs_must_match_to_use_account_links';
const blocked = 'accounts_v2_access_blocked';
const limited = 'account_rate_limit_exceeded';
/** The first Stripe-Version that documents the rate limit. */
const limitKnown = '2026-03-25.dahlia';

/** Compares the configurations in a way of its own, so that some mismatches are let through. */
function compares(
  id: string,
  title: string,
  isSame: (asked: readonly Json[], applied: readonly Json[], sent: Sent) => boolean,
): Variant {
  return overlooks(id, title, mismatch, (sent, error) => {
    const applied = error['applied_configurations'];
    return isSame(asked(sent), isList(applied) ? applied : [], sent);
  });
}

/** Refuses configurations that are right. */
function refuses(id: string, title: string, isRefused: (asked: readonly Json[]) => boolean): Variant {
  return onAnswer(id, title, (response, sent) =>
    response.status === 200 && isRefused(asked(sent)) ? refusal(400, mismatch) : response,
  );
}

function asked({ body }: Sent): readonly Json[] {
  const { configurations } = flowOf(body);
  return isList(configurations) ? configurations : [];
}

function isUpdate({ body }: Sent): boolean {
  return member(member(body, 'use_case'), 'type') === 'account_update';
}

const accounts: readonly Variant[] = [
  overlooks('any-account', 'Makes links for accounts that do not exist.', 'not_found'),
  overlooks('any-account-for-update', 'Looks for the account of an onboarding only.', 'not_found', isUpdate),
];

const configurations: readonly Variant[] = [
  compares('configurations-ignored', 'Does not look at the configurations of the account.', () => true),
  compares('fewer-configurations', 'Is content with some of the configurations.', (some, applied) =>
    some.every(one => applied.includes(one)),
  ),
  compares(
    'more-configurations',
    'Is content when the configurations of the account are among those asked for.',
    (some, applied) => applied.every(one => some.includes(one)),
  ),
  compares('one-shared-configuration', 'Is content with one configuration that the account has.', (some, applied) =>
    some.some(one => applied.includes(one)),
  ),
  ...[
    compares(
      'as-many-configurations',
      'Counts the configurations and does not compare them.',
      (some, applied) => some.length === applied.length,
    ),
    compares(
      'first-configuration-compared',
      'Compares the first configuration only.',
      (some, applied) => some[0] === applied[0],
    ),
    compares(
      'configurations-of-update-ignored',
      'Compares the configurations of an onboarding only.',
      (_some, _applied, sent) => isUpdate(sent),
    ),
    compares(
      'other-configurations',
      'Notices what is missing or too much, not what is in the place of another.',
      (some, applied) => some.some(one => !applied.includes(one)) && applied.some(one => !some.includes(one)),
    ),
    refuses(
      'ordered-configurations',
      'Demands the configurations in its own order.',
      some => JSON.stringify(some) !== JSON.stringify([...some].map(String).sort()),
    ),
    refuses('one-configuration', 'Refuses two configurations, though the account has them.', some => some.length > 1),
    refuses(
      'two-configurations',
      'Refuses three configurations, though the account has them.',
      some => some.length > 2,
    ),
    refuses('recipients', 'Knows recipients only.', some => some.some(one => one !== 'recipient')),
  ].map(
    unseenByPactsBut(
      'as-many-configurations',
      'first-configuration-compared',
      'configurations-of-update-ignored',
      'other-configurations',
      'ordered-configurations',
      'one-configuration',
      'two-configurations',
      'recipients',
    ),
  ),
];

const platform: readonly Variant[] = [
  overlooks('block-ignored', 'Makes links for a blocked platform.', blocked),
  overlooks('block-of-update-ignored', 'Blocks onboardings only.', blocked, isUpdate),
];

const rateLimit: readonly Variant[] = [
  overlooks('limit-ignored', 'Knows no rate limit.', limited),
  saidOfRefusal('limit-400', 'Answers 400 to too many requests.', limited, { status: 400 }),
  onRefusal('limit-403', 'Answers 403 to too many requests.', limited, () => refusal(403, 'forbidden')),
  saidOfRefusal('limit-503', 'Answers 503 to too many requests.', limited, { status: 503 }),
  onRefusal('limit-as-unknown', 'Answers 404 to too many requests.', limited, () => refusal(404, 'not_found')),
  saidOfRefusal('limit-without-code', 'Answers 429 without a code.', limited, {
    edits: [{ op: 'remove', path: '/error/code' }],
  }),
].map(fault => ({ ...fault, version: limitKnown }));

const keys: readonly Variant[] = [
  onSome(
    'idempotency-key-refused',
    'Refuses a header that it does not know, such as `Idempotency-Key`.',
    ({ headers }) => headers.has('idempotency-key'),
    () => refusal(400, 'invalid_headers'),
  ),
];

export const states: readonly Variant[] = [...accounts, ...configurations, ...platform, ...rateLimit, ...keys];
