// Cassettes of PHP-VCR, in YAML or JSON: a list without a name.
import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import { type Content, exchangeFrom } from './exchange-of.ts';
import { listReader } from './list-reader.ts';
import { objectAt } from './members.ts';
import type { Reader } from './reader.ts';
import { recordedBody } from './recorded-body.ts';
import { recordedHeaders } from './recorded-headers.ts';

export const phpVcrReader: Reader = listReader({
  id: 'php-vcr',
  title: 'PHP-VCR cassette (PHP; YAML or JSON)',
  what: 'cassette',
  detect({ text, value }) {
    if (Array.isArray(value)) {
      const [first]: readonly Json[] = value;
      return (
        typeof member(member(first, 'request'), 'url') === 'string' && statusOf(member(first, 'response')) !== undefined
      );
    }
    return /^-(?:\s+|\s*\n\s+)request:/m.test(text) && !/^\w+:/m.test(text) && /^\s+url: /m.test(text);
  },
  list: () => [],
  isSkippable: true,
  exchange(record) {
    const request = objectAt(record, 'request');
    return exchangeFrom({
      method: member(request, 'method'),
      url: member(request, 'url'),
      status: statusOf(member(record, 'response')),
      request: () => contentOf(request, 'request'),
      response: () => contentOf(objectAt(record, 'response'), 'response'),
    });
  },
});

/** A number, its digits, or an object that holds them. */
function statusOf(response: Json | undefined): Json | undefined {
  const status = member(response, 'status');
  const code = isJsonObject(status) ? member(status, 'code') : status;
  return typeof code === 'string' && /^\d{3}$/.test(code) ? Number(code) : code;
}

function contentOf(message: JsonObject, side: string): Content {
  const headers = recordedHeaders(member(message, 'headers'), `${side}.headers`);
  const body = recordedBody(member(message, 'body'), headers, `${side}.body`) ?? formOf(member(message, 'post_fields'));
  return { headers, body };
}

/** Fields that curl was given as a list are sent as a form. */
function formOf(fields: Json | undefined): string | undefined {
  if (!isJsonObject(fields) || Object.keys(fields).length === 0) return undefined;
  return new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}
