// Postman collections: the examples that are saved with a request are exchanges; a request without one is none.
import { isJsonObject, type Json, member } from '../json.ts';
import { exchangeFrom } from './exchange-of.ts';
import { listReader } from './list-reader.ts';
import { postmanHeaders, postmanRequest, postmanUrl } from './postman-message.ts';
import type { Reader } from './reader.ts';
import { valueBody } from './recorded-body.ts';
import { UnreadableError } from './unreadable.ts';

export const postmanReader: Reader = listReader({
  id: 'postman',
  title: 'Postman collection (saved examples)',
  what: 'collection',
  detect: ({ value }) => /schema\.(?:get)?postman\.com\//.test(String(member(member(value, 'info'), 'schema') ?? '')),
  list: () => ['item'],
  isSkippable: false,
  parts: item => examplesOf(item, 0),
  exchange(example) {
    const request = member(example, 'originalRequest');
    return exchangeFrom({
      method: typeof request === 'string' ? 'GET' : (member(request, 'method') ?? 'GET'),
      url: typeof request === 'string' ? request : postmanUrl(member(request, 'url')),
      status: member(example, 'code'),
      names: { url: 'originalRequest.url', method: 'originalRequest.method', status: 'code' },
      request: () => postmanRequest(request),
      response() {
        const headers = postmanHeaders(member(example, 'header'), 'header');
        return { headers, body: valueBody(member(example, 'body'), 'body') };
      },
    });
  },
});

/** No collection that was made by hand has folders as deep. */
const deepest = 100;

function examplesOf(item: Json, depth: number): readonly Json[] {
  if (!isJsonObject(item)) throw new UnreadableError('an item is no object');
  if (depth > deepest) throw new UnreadableError('the folders are nested too deeply');
  const inner = member(item, 'item');
  if (Array.isArray(inner)) return inner.flatMap((one: Json) => examplesOf(one, depth + 1));
  const examples = member(item, 'response') ?? [];
  if (!Array.isArray(examples)) return [];
  const request = member(item, 'request') ?? null;
  return examples.map((example: Json) =>
    isJsonObject(example) && !Object.hasOwn(example, 'originalRequest')
      ? { ...example, originalRequest: request }
      : example,
  );
}
