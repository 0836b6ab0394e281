// Lines of pino-http whose serializers keep the bodies, as `req.body` and `res.body`.
import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import { type Content, exchangeFrom, type RecordedExchange } from './exchange-of.ts';
import { lineReader } from './line-reader.ts';
import { objectAt, refuse } from './members.ts';
import { parseJson } from './parse-json.ts';
import { quickBy } from './quick-record.ts';
import type { Reader } from './reader.ts';
import { valueBody } from './recorded-body.ts';
import { recordedHeaders } from './recorded-headers.ts';
import { UnreadableError } from './unreadable.ts';

export const pinoHttpReader: Reader = lineReader({
  id: 'pino-http',
  title: 'Lines of pino-http, with bodies',
  detect: ({ text }) => text.split('\n').some(isRequestLine),
  exchange,
  quick: quickBy(exchange),
});

function exchange(record: Json): RecordedExchange {
  if (!isJsonObject(record)) return refuse('record', record, 'an object');
  const request = member(record, 'req');
  // A logger writes lines of its own between those of requests.
  if (request === undefined) return otherLine;
  const answer = member(record, 'res');
  return exchangeFrom({
    method: member(request, 'method'),
    url: member(request, 'url'),
    status: member(answer, 'statusCode'),
    names: { method: 'req.method', url: 'req.url', status: 'res.statusCode' },
    request: () => contentOf(objectAt(record, 'req'), 'req'),
    response: () => contentOf(objectAt(record, 'res'), 'res'),
  });
}

const none = { headers: [], body: undefined };
const otherLine = { request: { method: 'LOG', url: '/', ...none }, response: { status: 0, ...none } };

function isRequestLine(line: string): boolean {
  if (!/"req"\s*:\s*\{/.test(line)) return false;
  try {
    const value: Json = parseJson(Buffer.from(line));
    return isJsonObject(member(value, 'req')) && isJsonObject(member(value, 'res'));
  } catch {
    return false;
  }
}

/** Its default serializers keep no body: that nothing is there does not say that nothing was sent. */
function contentOf(message: JsonObject, side: 'req' | 'res'): Content {
  const body = member(message, 'body');
  if (body === undefined) {
    throw new UnreadableError(`\`${side}.body\` is not logged: add it in the serializer \`${side}\` of pino-http`);
  }
  const headers = recordedHeaders(member(message, 'headers'), `${side}.headers`);
  return { headers, body: valueBody(body, `${side}.body`) };
}
