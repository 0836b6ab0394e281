// Idempotency as v2 has it, and answers of the server's own to what is wrong below the schema.
import { json, objectOf, onSome, readSent, refusal, type Sent, type Variant, variant } from '../variant.ts';

/** What a key stands for: a request under way, or one that has succeeded. */
interface Held {
  readonly text: string;
  readonly response?: Response;
}

function idempotent(id: string, title: string, replay: (response: Response) => Response | Promise<Response>): Variant {
  return variant(id, title, () => {
    const held = new Map<string, Held>();
    return async (request, next) => {
      const { headers, text } = await readSent(request);
      const key = headers.get('idempotency-key');
      if (key === null) return next(request);
      const before = held.get(key);
      if (before !== undefined && (before.text !== text || before.response === undefined)) {
        return refusal(409, 'idempotency_error');
      }
      if (before?.response !== undefined) return replay(before.response.clone());
      held.set(key, { text });
      const response = await next(request);
      if (response.status === 200) held.set(key, { text, response: response.clone() });
      else held.delete(key); // a request that failed is executed again
      return response;
    };
  });
}

const keys: readonly Variant[] = [
  idempotent('idempotent', 'Answers the same key with the same link.', response => response),
  idempotent('idempotent-and-updated', 'Answers the same key with the same link, its life renewed.', async response =>
    json(200, { ...(await objectOf(response)), expires_at: new Date(Date.now() + 600_000).toISOString() }),
  ),
];

function plainly(status: number, body = '', headers: Readonly<Record<string, string>> = {}): () => Response {
  return () => new Response(body, { status, headers: { 'content-type': 'text/plain', ...headers } });
}

const isBroken = ({ body }: Sent): boolean => body === undefined;
const isOtherType = ({ headers }: Sent): boolean => !/^application\/json/i.test(headers.get('content-type') ?? '');
const hasNoKey = ({ headers }: Sent): boolean => !/^Bearer sk_/.test(headers.get('authorization') ?? '');
const hasOddVersion = ({ headers }: Sent): boolean =>
  !/^20\d\d-\d\d-\d\d\.[a-z]+$/.test(headers.get('stripe-version') ?? '');

const ownRefusals: readonly Variant[] = [
  onSome(
    'broken-json-plain',
    'Answers 400 without an envelope to what is not JSON.',
    isBroken,
    plainly(400, 'Bad Request'),
  ),
  onSome('broken-json-empty', 'Answers 422 and nothing to what is not JSON.', isBroken, plainly(422)),
  onSome('other-type-plain', 'Answers 415 without an envelope to another content type.', isOtherType, plainly(415)),
  onSome(
    'no-key-page',
    'Answers 401 and a page to what has no key.',
    hasNoKey,
    plainly(401, '<title>401</title>', { 'content-type': 'text/html', 'www-authenticate': 'Bearer' }),
  ),
  onSome('no-key-forbidden', 'Answers 403 to what has no key.', hasNoKey, () => refusal(403, 'forbidden')),
  onSome(
    'odd-version-plain',
    'Answers 400 without an envelope to a version that it does not know.',
    hasOddVersion,
    plainly(400),
  ),
];

const served: readonly Variant[] = [
  variant(
    'odd-versions-served',
    'Answers by its newest contract where it does not know the version.',
    () => async (request, next) => {
      const sent = await readSent(request);
      if (!hasOddVersion(sent)) return next(request);
      const headers = new Headers(request.headers);
      headers.set('stripe-version', '2026-02-25.clover');
      const { method, url } = request;
      return next(new Request(url, method === 'GET' ? { headers } : { method, headers, body: sent.text }));
    },
  ),
];

export const raw: readonly Variant[] = [...keys, ...ownRefusals, ...served];
