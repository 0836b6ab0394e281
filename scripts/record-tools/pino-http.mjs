// A server that logs with bodies, as its users are told to.
import { createServer } from 'node:http';
import pino from 'pino';
import pinoHttp from 'pino-http';
import { callAll } from './calls.mjs';

const log = pinoHttp(
  {
    serializers: {
      req(req) {
        return { ...req, body: req.raw.body };
      },
      res(res) {
        return { ...res, body: res.raw.body };
      },
    },
  },
  pino.destination({ dest: 'out/pino-http.ndjson', sync: true }),
);
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  request.body = Buffer.concat(chunks).toString() || null;
  log(request, response);
  const { host: _, ...headers } = request.headers;
  const answer = await fetch(process.env.BASE + request.url, { method: request.method, headers, body: request.body });
  response.body = await answer.text();
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
  response.end(response.body);
}).listen(0, '127.0.0.1', async () => {
  await callAll(`http://127.0.0.1:${server.address().port}`);
  server.close();
  server.closeAllConnections();
});
