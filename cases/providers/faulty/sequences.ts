// What shows only in the course of time: what happens now and then, and links that are handed out again.
import { type Json, type JsonObject, member } from '../../../src/json.ts';
import { crash, editLink, readSent, refusal, unseenByPactsBut, type Variant, variant } from '../variant.ts';

/** Makes the answer to a request, which one it is since the start. */
type Nth = (answer: () => Promise<Response>, count: number, body: Json | undefined) => Promise<Response>;

function counting(id: string, title: string, answer: Nth): Variant {
  return variant(id, title, handle => {
    let count = 0;
    return async request => {
      const { body } = await readSent(request);
      return answer(() => handle(request), ++count, body);
    };
  });
}

/** Edits a link, which one it is since the start. */
function countingLinks(id: string, title: string, edit: (link: JsonObject, count: number) => Json): Variant {
  return variant(id, title, handle => {
    let count = 0;
    return async request => editLink(await handle(request), link => edit(link, ++count));
  });
}

/** Gives the same link to what has the same key. */
function keeping(id: string, title: string, keyOf: (body: Json | undefined) => string): Variant {
  return variant(id, title, handle => {
    const kept = new Map<string, Json>();
    return async request => {
      const { body } = await readSent(request);
      return editLink(await handle(request), link => {
        const url = kept.get(keyOf(body)) ?? link['url'] ?? null;
        kept.set(keyOf(body), url);
        return { ...link, url };
      });
    };
  });
}

const nowAndThen: readonly Variant[] = [
  counting('fails-at-first', 'Fails on the first request.', async (answer, count) =>
    count === 1 ? crash() : answer(),
  ),
  ...[
    counting('fails-now-and-then', 'Fails on every twentieth request.', async (answer, count) =>
      count % 20 === 0 ? crash() : answer(),
    ),
    countingLinks('forgets-livemode-now-and-then', 'Leaves `livemode` out of every tenth link.', (link, count) => {
      const { livemode, ...rest } = link;
      return count % 10 === 0 ? rest : link;
    }),
    counting('unknown-now-and-then', 'Does not find the account in every twentieth request.', async (answer, count) =>
      count % 20 === 0 ? refusal(404, 'not_found') : answer(),
    ),
    counting('empty-now-and-then', 'Answers nothing to every twentieth request.', async (answer, count) =>
      count % 20 === 0 ? new Response('', { headers: { 'content-type': 'application/json' } }) : answer(),
    ),
    counting('breaks-now-and-then', 'Breaks the connection on every thirtieth request.', async (answer, count) => {
      if (count % 30 === 0) throw new Error('The connection is reset.');
      return answer();
    }),
    counting('worn-out', 'Fails on all requests after the first hundred.', async (answer, count) =>
      count > 100 ? crash() : answer(),
    ),
    variant('sulks', 'Refuses the good request that follows a refused one.', handle => {
      let hasRefused = false;
      return async request => {
        const response = await handle(request);
        const isSulking = hasRefused && response.status === 200;
        hasRefused = response.status !== 200;
        return isSulking ? refusal(400, 'invalid_fields') : response;
      };
    }),
    variant('quota', 'Makes five links for an account and no more.', handle => {
      const made = new Map<Json, number>();
      return async request => {
        const { body } = await readSent(request);
        const account = member(body, 'account') ?? null;
        const response = await handle(request);
        if (response.status !== 200) return response;
        made.set(account, (made.get(account) ?? 0) + 1);
        return (made.get(account) ?? 0) > 5 ? refusal(400, 'too_many_links') : response;
      };
    }),
    variant('one-open-link', 'Refuses a second link while the first of an account is not used.', handle => {
      const open = new Set<Json>();
      return async request => {
        const { body } = await readSent(request);
        const account = member(body, 'account') ?? null;
        const response = await handle(request);
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
    variant('link-of-the-second', 'Makes its links from the time of day.', handle => async request => {
      const response = await handle(request);
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
