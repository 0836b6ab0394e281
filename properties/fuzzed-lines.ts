// Lines of recorded exchanges in spellings that JSON and URLs allow and nobody expects: what the look at their bytes must
// never lose.
import { isDeepStrictEqual } from 'node:util';
import { isAccountLinksExchange } from '../src/exchange.ts';
import { flat } from '../src/readers/flat.ts';
import { ndjsonReader } from '../src/readers/ndjson.ts';
import type { ReadRecord } from '../src/readers/reader.ts';
import { createRandom, type Random } from './random.ts';

export interface Loss {
  /** How many lines are of our endpoint. */
  readonly relevant: number;
  /** Lines that were passed over or read otherwise than by the parser alone. */
  readonly lost: readonly string[];
}

/** Writes so many lines, and reads them with and without a look at their bytes. */
export async function loseLines(count: number, seed: number): Promise<Loss> {
  const random = createRandom(seed);
  const lines = Array.from({ length: count }, () => lineOf(random));
  const content = Buffer.from(lines.join('\n'));
  const size = 1 + Math.floor(random() * 20_000);
  const [quick, whole] = [await readAll(content, size, false), await readAll(content, content.length, true)];
  let relevant = 0;
  const lost = lines.filter((_, index) => {
    const [one, other] = [quick[index], whole[index]];
    const isOurs = other?.kind === 'exchange' && isAccountLinksExchange(other.exchange);
    if (isOurs) relevant++;
    return isOurs ? !isDeepStrictEqual(one, other) : one === undefined;
  });
  return { relevant, lost };
}

async function readAll(content: Buffer, size: number, parseAll: boolean): Promise<readonly ReadRecord[]> {
  const records: ReadRecord[] = [];
  const chunks = async function* () {
    for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
  };
  for await (const record of flat(ndjsonReader.read(chunks(), 'fuzzed', { parseAll }))) records.push(record);
  return records;
}

function lineOf(random: Random): string {
  const pick = <T>(...list: readonly [T, ...T[]]): T => list[Math.floor(random() * list.length)] ?? list[0];
  const share = pick(0, 0, 0.02, 0.5);
  const text = (plain: string): string => `"${[...plain].map(sign => escaped(sign, share, random)).join('')}"`;
  const key = (name: string): string => (random() < 0.9 ? `"${name}"` : text(name));
  const path = [...pick(...paths)].map(sign => (random() < share / 4 ? percent(sign, random) : sign)).join('');
  const url = `${pick('', 'https://api.stripe.com', 'http://127.0.0.1:8080', 'HTTPS://API.STRIPE.COM')}${path}${pick('', '', '/', '?a=b', '#c', '?expand%5B%5D=x')}`;
  const body = pick(
    'null',
    `{"text":${text('{"account":"acct_1","note":"v2.core.account_link"}')}}`,
    '{"base64":"e30="}',
    '{"text":"not /v1/account_links, cannot_use_account_links"}',
    '{}',
  );
  const request = `{${key('method')}:${text(pick('POST', 'POST', 'POST', 'post', 'GET'))},${key('url')}:${text(url)},"headers":${pick('[]', '[["a","b"]]', '{"a":"b"}')},${key('body')}:${body}}`;
  const response = `{"status":${pick('200', '200', '400', random() < 0.1 ? '"200"' : '200')},"headers":[],"body":${body}}`;
  const line = `{"v":${random() < 0.95 ? '1' : '2'},${key('request')}:${request},${key('response')}:${response}}`;
  return random() < 0.01 ? line.slice(0, Math.floor(random() * line.length)).replace(/^$/, '{}') : line;
}

const paths = [
  '/v2/core/account_links',
  '/v2/core/account_links',
  '/v1/account_links',
  '/v2/core/v1/account_links',
  '/v2/core_account_links',
  '/v2/core/account_link',
  '/v2/core/accounts/acct_1/links',
  '/v1/payment_links',
  '/v1/charges',
] as const;

/** A sign as JSON may write it. */
function escaped(sign: string, share: number, random: Random): string {
  const needed = sign === '"' || sign === '\\';
  if (random() >= share) return needed ? `\\${sign}` : sign;
  if (sign === '/' && random() < 0.5) return '\\/';
  const hex = sign.charCodeAt(0).toString(16).padStart(4, '0');
  return `\\u${random() < 0.5 ? hex : hex.toUpperCase()}`;
}

function percent(sign: string, random: Random): string {
  if (sign === '/') return sign;
  const hex = sign.charCodeAt(0).toString(16);
  return `%${random() < 0.5 ? hex : hex.toUpperCase()}`;
}
