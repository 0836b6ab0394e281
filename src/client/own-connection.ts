// A request on a connection of its own, by `node:http`: the sure way. The headers go out as they are given, and whatever
// HTTP/1.1 allows in an answer is understood.
import http from 'node:http';
import https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { collectBody } from './collect-body.ts';
import { failureOf } from './failure-of.ts';
import type { Transport } from './http-client.ts';

export const ownConnection: Transport = (request, settle) => {
  const url = new URL(request.url);
  const headers = ['Host', url.host];
  for (const [name, value] of request.headers) headers.push(name, value);
  headers.push('Content-Length', String(Buffer.byteLength(request.body)));
  const { hostname, port, path } = urlToHttpOptions(url);
  const { method } = request;
  const outgoing = (url.protocol === 'https:' ? https : http).request({
    ...{ hostname, port, path, method, headers },
    agent: false,
  });
  const fail = (thrown: unknown): void => settle(failureOf(thrown));
  outgoing.on('error', fail);
  outgoing.on('response', response => {
    const body = collectBody();
    response.on('data', (chunk: Buffer) => {
      if (!body.add(chunk)) outgoing.destroy(new Error('the answer is larger than 4 MiB'));
    });
    response.on('aborted', () => fail(new Error('the connection broke off within the answer')));
    response.on('error', fail);
    response.on('end', () => settle(body.answer(response.statusCode ?? 0, response.rawHeaders)));
  });
  outgoing.end(request.body);
  return () => outgoing.destroy();
};
