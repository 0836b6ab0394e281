// Looks for live secrets in whole files: in their bytes, and in what recordings hold packed or encoded.
import type { RawBody, RawExchange } from '../exchange.ts';
import { longestSecret, type Secret, secretsIn } from '../secrets.ts';
import type { InputSource } from './find-sources.ts';
import { candidatesOf, readSource } from './read-inputs.ts';
import { unpackSource } from './unpack-source.ts';
import { UnreadableError } from './unreadable.ts';

export type Scanned =
  | { readonly kind: 'secret'; readonly secret: Secret; readonly source: string; readonly line: number }
  | { readonly kind: 'unreadable'; readonly source: string; readonly reason: string };

/** The secrets of a source, each told once: by its line where it stands in the text, by its record where it is packed. */
export async function* scanSource(source: InputSource): AsyncGenerator<Scanned> {
  const told = new Set<string>();
  try {
    for await (const { name, content } of unpackSource(source)) {
      for await (const found of scanText(content)) {
        told.add(found.secret.shown);
        yield { kind: 'secret', source: name, ...found };
      }
    }
  } catch (thrown) {
    if (!(thrown instanceof UnreadableError)) throw thrown;
    return yield { kind: 'unreadable', source: source.name, reason: thrown.message };
  }
  if (source.isStdin) return; // it can be read only once
  for await (const batch of readSource(
    { ...source, isGuess: true },
    candidatesOf({ format: 'auto' }),
    { parseAll: true },
    false,
  )) {
    for (const record of batch) {
      if (record.kind !== 'exchange') continue;
      const { line = 1, source: name } = record.exchange;
      for (const secret of secretsIn(textOf(record.exchange))) {
        if (!told.has(secret.shown)) yield { kind: 'secret', secret, source: name, line };
      }
    }
  }
}

/** Pieces overlap, so that no secret is cut in two. */
async function* scanText(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly secret: Secret; readonly line: number }> {
  let rest = '';
  let line = 1;
  for await (const chunk of chunks) {
    const text = rest + Buffer.from(chunk).toString('latin1');
    const end = Math.max(text.length - longestSecret, 0);
    yield* secretsBefore(text, end, line);
    line += lineFeeds(text, 0, end);
    rest = text.slice(end);
  }
  yield* secretsBefore(rest, rest.length, line);
}

/** Those that begin before `end`. */
function* secretsBefore(text: string, end: number, firstLine: number) {
  let line = firstLine;
  let counted = 0;
  for (const secret of secretsIn(text)) {
    if (secret.at >= end) return;
    line += lineFeeds(text, counted, secret.at);
    counted = secret.at;
    yield { secret, line };
  }
}

function lineFeeds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function textOf({ request, response }: RawExchange): string {
  const bodyText = (body: RawBody): string =>
    typeof body === 'string' ? body : Buffer.from(body ?? []).toString('latin1');
  const headersText = (headers: RawExchange['request']['headers']): string => JSON.stringify(headers);
  return [
    request.url,
    ...[request, response].flatMap(({ headers, body }) => [headersText(headers), bodyText(body)]),
  ].join('\n');
}
