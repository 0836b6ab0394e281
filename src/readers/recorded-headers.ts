import { isJsonObject, type Json, member } from '../json.ts';
import { decodeBase64 } from './decode-body.ts';
import type { Pairs } from './exchange-of.ts';
import { headerValue, refuse } from './members.ts';

/**
 * Headers in any of the shapes that recorders use: an object of values or lists, a list of pairs, of `{name|key, value}`,
 * or of names and values in turn. None at all is a recorder that keeps none.
 */
export function recordedHeaders(headers: Json | undefined, path: string): Pairs {
  if (headers === undefined || headers === null) return [];
  if (isJsonObject(headers)) {
    return Object.entries(headers).flatMap(([name, value]) =>
      // The name is not said: it is content, and content may be a secret.
      [value].flat().flatMap((one: Json) => (one === null ? [] : [[name, textValue(one, `${path}.…`)] as const])),
    );
  }
  if (!Array.isArray(headers)) return refuse(path, headers, 'an object or a list');
  const list: readonly Json[] = headers;
  if (list.length > 0 && list.every(one => typeof one === 'string')) return inTurn(list, path);
  return list.map((one, index) => pairOf(one, `${path}[${index}]`));
}

function pairOf(pair: Json, path: string): readonly [string, string] {
  if (Array.isArray(pair)) {
    const [name, value]: readonly Json[] = pair;
    if (typeof name === 'string') return [name, textValue(value, `${path}[1]`)];
  }
  const name = member(pair, 'name') ?? member(pair, 'key');
  if (typeof name !== 'string') return refuse(path, pair, 'a name and a value');
  return [name, textValue(member(pair, 'value'), `${path}.value`)];
}

function inTurn(list: readonly string[], path: string): Pairs {
  if (list.length % 2 > 0) return refuse(path, list, 'names and values in turn');
  return list.flatMap((name, index) => (index % 2 === 0 ? [[name, list[index + 1] ?? ''] as const] : []));
}

/** Binary of a YAML recording is a header in another character set. */
function textValue(value: Json | undefined, path: string): string {
  if (typeof value === 'boolean') return String(value);
  const base64 = member(value, 'base64');
  return typeof base64 === 'string' ? decodeBase64(base64, path).toString('latin1') : headerValue(value, path);
}
