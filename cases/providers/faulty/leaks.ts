// State that leaks from one request to the next, or is kept for too long.

import { type Json, member } from '../../../src/json.ts';
import { inFlows } from '../edits.ts';
import {
  type Answerer,
  editLink,
  flowOf,
  json,
  linkFor,
  objectOf,
  readSent,
  unseenByPacts,
  unseenByPactsBut,
  type Variant,
  variant,
} from '../variant.ts';

const leaked: readonly Variant[] = [
  variant('account-of-the-first', 'Answers the account of the first request for ever.', () => {
    let first: Json | undefined;
    return async (request, next) =>
      editLink(await next(request), link => {
        first ??= link['account'];
        return { ...link, account: first ?? null };
      });
  }),
  leaking('return-url-stays', 'Answers the last `return_url` where none was sent.', 'return_url'),
  leaking('options-stay', 'Writes what was sent into its defaults.', 'collection_options'),
  variant('use-case-of-before', 'Answers the use case of the request before.', () => {
    let before: Json | undefined;
    return async (request, next) =>
      editLink(await next(request), link => {
        const use_case = before ?? link['use_case'] ?? null;
        before = link['use_case'];
        return { ...link, use_case };
      });
  }),
  variant('requests-mixed-up', 'Keeps the request in a variable that all requests share.', () => {
    let current: Json | undefined;
    return async (request, next) => {
      const { body } = await readSent(request);
      current = body;
      await new Promise(setImmediate); // as long as a look into a database takes
      const use_case = member(current, 'use_case') ?? null;
      return editLink(await next(request), link => ({ ...link, use_case }));
    };
  }),
  variant('stored-errors', 'Answers the same key with the stored error, as v1 does.', stored(false)),
  variant('stored-errors-for-keys-alone', 'Answers the error of a key to whatever is sent with it.', stored(true)),
].map(unseenByPactsBut('return-url-stays', 'options-stay', 'use-case-of-before'));

/** What a provider remembers of an account longer than it holds. */
const kept: readonly Variant[] = [
  remembering('stale-accounts', 'Never forgets an account that it has once found.', 'not_found'),
  remembering(
    'stale-configurations',
    'Never forgets the configurations that an account once had.',
    'configs_must_match_to_use_account_links',
  ),
  refusingForEver('unknown-for-ever', 'Never finds an account that it has once not found.', 'not_found'),
].map(unseenByPacts);

const blockedForEver: readonly Variant[] = [
  variant('blocked-for-ever', 'Blocks a platform for ever.', () => {
    let refused: Response | undefined;
    return async (request, next) => {
      const response = refused ?? (await next(request));
      if ((await codeOf(response)) === 'accounts_v2_access_blocked') refused ??= response;
      return response.clone();
    };
  }),
];

/** Accepts again what it has once accepted, and is now refused with a code. */
function remembering(id: string, title: string, code: string): Variant {
  return variant(id, title, () => {
    const accepted = new Set<string>();
    return async (request, next) => {
      const { body } = await readSent(request);
      const key = JSON.stringify([member(body, 'account'), flowOf(body)['configurations']]);
      const response = await next(request);
      if (response.status === 200) accepted.add(key);
      return (await codeOf(response)) === code && accepted.has(key) ? json(200, linkFor(body)) : response;
    };
  });
}

/** Refuses an account for ever once it has refused it with a code. */
function refusingForEver(id: string, title: string, code: string): Variant {
  return variant(id, title, () => {
    const refusals = new Map<Json, Response>();
    return async (request, next) => {
      const { body } = await readSent(request);
      const account = member(body, 'account') ?? null;
      const response = await next(request);
      if ((await codeOf(response)) === code) refusals.set(account, response.clone());
      return refusals.get(account)?.clone() ?? response;
    };
  });
}

async function codeOf(response: Response): Promise<Json | undefined> {
  return response.status === 200 ? undefined : member(member(await objectOf(response.clone()), 'error'), 'code');
}

/** Answers for an option that was not sent what the last request had there. */
function leaking(id: string, title: string, option: string): Variant {
  return variant(id, title, () => {
    let last: Json | undefined;
    return async (request, next) => {
      const { body } = await readSent(request);
      const sent = flowOf(body)[option];
      last = sent ?? last;
      return editLink(await next(request), link => inFlows(link, [option], old => old ?? last));
    };
  });
}

/** What v1 does with idempotency keys, and v2 does not. */
function stored(isByKeyAlone: boolean): () => Answerer {
  return () => {
    const errors = new Map<string, Response>();
    return async (request, next) => {
      const { headers, text } = await readSent(request);
      const idempotencyKey = headers.get('idempotency-key');
      if (idempotencyKey === null) return next(request);
      const key = isByKeyAlone ? idempotencyKey : `${idempotencyKey}\n${text}`;
      const error = errors.get(key);
      if (error !== undefined) return error.clone();
      const response = await next(request);
      if (response.status >= 400) errors.set(key, response.clone());
      return response;
    };
  };
}

export const leaks: readonly Variant[] = [...leaked, ...kept, ...blockedForEver];
