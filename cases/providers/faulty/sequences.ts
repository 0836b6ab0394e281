// What shows only in the course of time: what happens now and then, and links that are handed out again.

import { type Json, type JsonObject, member } from '../../../src/json.ts';
import { editLink, readSent, refusal, said, unseenByPactsBut, type Variant, variant } from '../variant.ts';

const failure = { kind: 'outcome', status: 500, code: 'api_error', message: 'Internal server error.' } as const;

/** Edits a link, which one it is since the start. */
function countingLinks(id: string, title: string, edit: (link: JsonObject, count: number) => Json): Variant {
  return variant(id, title, () => {
    let count = 0;
    return async (request, next) => editLink(await next(request), link => edit(link, ++count));
  });
}

/** Gives the same link to what has the same key. */
function keeping(id: string, title: string, keyOf: (body: Json | undefined) => string): Variant {
  return variant(id, title, () => {
    const kept = new Map<string, Json>();
    return async (request, next) => {
      const { body } = await readSent(request);
      return editLink(await next(request), link => {
        const url = kept.get(keyOf(body)) ?? link['url'] ?? null;
        kept.set(keyOf(body), url);
        return { ...link, url };
      });
    };
  });
}

const nowAndThen: readonly Variant[] = [
  said('fails-at-first', 'Fails on the first request.', failure),
  ...[
    said('fails-now-and-then', 'Fails on every twentieth request.', { ...failure, every: 20, times: 1_000_000 }),
    said('forgets-livemode-now-and-then', 'Leaves `livemode` out of every tenth link.', {
      ...{ kind: 'answer', when: { success: true }, every: 10, edits: [{ op: 'remove', path: '/livemode' }] },
    }),
    said('unknown-now-and-then', 'Does not find the account in every twentieth request.', {
      ...{ kind: 'outcome', status: 404, code: 'not_found', every: 20, times: 1_000_000 },
    }),
    said('empty-now-and-then', 'Answers nothing to every twentieth request.', {
      ...{ kind: 'answer', status: 200, body: '', every: 20 },
    }),
    said('breaks-now-and-then', 'Breaks the connection on every thirtieth request.', {
      ...{ kind: 'reset', every: 30, times: 1_000_000 },
    }),
    said('worn-out', 'Fails on all requests after the first hundred.', { ...failure, after: 100, times: 1_000_000 }),
    variant('sulks', 'Refuses the good request that follows a refused one.', () => {
      let hasRefused = false;
      return async (request, next) => {
        const response = await next(request);
        const isSulking = hasRefused && response.status === 200;
        hasRefused = response.status !== 200;
        return isSulking ? refusal(400, 'invalid_fields') : response;
      };
    }),
    variant('quota', 'Makes five links for an account and no more.', () => {
      const made = new Map<Json, number>();
      return async (request, next) => {
        const { body } = await readSent(request);
        const account = member(body, 'account') ?? null;
        const response = await next(request);
        if (response.status !== 200) return response;
        made.set(account, (made.get(account) ?? 0) + 1);
        return (made.get(account) ?? 0) > 5 ? refusal(400, 'too_many_links') : response;
      };
    }),
    variant('one-open-link', 'Refuses a second link while the first of an account is not used.', () => {
      const open = new Set<Json>();
      return async (request, next) => {
        const { body } = await readSent(request);
        const account = member(body, 'account') ?? null;
        const response = await next(request);
        if (response.status !== 200 || !open.has(account)) {
          if (response.status === 200) open.add(account);
          return response;
        }
        return refusal(409, 'link_exists');
      };
    }),
  ].map(unseenByPactsBut('sulks', 'quota', 'one-open-link')),
];

const reused: readonly Variant[] = [
  keeping('link-of-account', 'Gives an account one link for ever.', body => String(member(body, 'account'))),
  ...[
    keeping('link-of-use-case', 'Gives an account one link for each type.', body =>
      JSON.stringify([member(body, 'account'), member(member(body, 'use_case'), 'type')]),
    ),
    keeping('link-of-request', 'Gives the same request the same link.', body => JSON.stringify(body)),
    countingLinks('link-of-few', 'Has sixteen links and starts again.', (link, count) => ({
      ...link,
      url: `https://links.example.com/${count % 16}`,
    })),
    variant('link-of-the-second', 'Makes its links from the time of day.', () => async (request, next) => {
      const response = await next(request);
      const second = Math.floor(Date.now() / 1000);
      return editLink(response, link => ({ ...link, url: `https://links.example.com/${second}` }));
    }),
    countingLinks('link-given-twice', 'Gives each link to two requests.', (link, count) => ({
      ...link,
      url: `https://links.example.com/${count >> 1}`,
    })),
  ].map(unseenByPactsBut('link-of-use-case', 'link-given-twice')),
];

export const sequences: readonly Variant[] = [...nowAndThen, ...reused];
