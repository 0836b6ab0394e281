import type { HttpClient } from '../client/http-client.ts';
import type { Catalogue } from '../contract/contract.ts';
import { redactUrl } from '../redact.ts';
import { type Pact, parsePact, unreadable } from './pact.ts';

/** Fetches a pact from a URL. Throws a `ToolError` when it is not there, or is none. */
export async function fetchPact(
  url: string,
  authorization: string | undefined,
  client: HttpClient,
  catalogue: Catalogue,
): Promise<Pact> {
  const source = redactUrl(url);
  const headers = [
    ['Accept', 'application/hal+json, application/json'] as const,
    ...(authorization === undefined ? [] : [['Authorization', authorization] as const]),
  ];
  const answer = await client.send({ url, method: 'GET', headers, body: '' });
  if (answer.kind === 'failed') throw unreadable(source, `it cannot be reached: ${answer.reason}`);
  if (answer.status === 401 || answer.status === 403) {
    throw unreadable(source, `the answer is ${answer.status}. Is its token named, with --broker-token-env?`);
  }
  if (answer.status !== 200) throw unreadable(source, `the answer is ${answer.status}`);
  return parsePact(answer.body, source, catalogue);
}
