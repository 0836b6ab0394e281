// Whoever has no bodies is told what to record instead; cases/formats/written has some of these as whole files.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { headOf } from './head.ts';
import { refusalOf } from './refusals.ts';

const rows: readonly (readonly [what: string, content: string, reason: RegExp])[] = [
  [
    'stripe logs tail',
    '{"created_at":1767225600,"livemode":false,"method":"POST","request_id":"req_1","status":200,"url":"/v2/core/account_links"}\n',
    /`stripe logs tail`/,
  ],
  ['spans of OpenTelemetry', '{"resourceSpans":[{"scopeSpans":[]}]}', /OpenTelemetry/],
  ['logs of OpenTelemetry', '{"resourceLogs":[]}', /OpenTelemetry/],
  ['curl -v', '*   Trying 127.0.0.1:80...\n> POST /v2/core/account_links HTTP/1.1\n> Host: a\n', /`curl -v`/],
  ['curl --trace-ascii', '== Info:   Trying 127.0.0.1:80...\n=> Send header, 170 bytes (0xaa)\n', /a trace of curl/],
  ['curl --trace-time', '12:00:00.123456 == Info:   Trying 127.0.0.1:80...\n', /a trace of curl/],
  ['a flow file of mitmproxy', '1234:7:version;2:20#4:mode;4:type;4:http;', /mitmdump -nr FILE --set hardump=out\.har/],
  [
    'an access log of nginx',
    '127.0.0.1 - - [22/Nov/2026:00:00:00 +0000] "POST /v2/core/account_links HTTP/1.1" 200 12 "-" "curl"\n',
    /access log of a web server/,
  ],
  [
    'an access log of an AWS load balancer',
    'https 2026-11-22T00:00:00.000000Z app/a/1 10.0.0.1:2817 10.0.0.2:80 0.000 0.001 0.000 200 200 34 366 "POST https://a:443/ HTTP/1.1"\n',
    /access log of a load balancer/,
  ],
  [
    'an access log of IIS or CloudFront',
    '#Version: 1.0\n#Fields: date time cs-method cs-uri-stem\n',
    /access log \(W3C\)/,
  ],
  [
    'an access log of API Gateway',
    '{"requestId":"1","ip":"10.0.0.1","httpMethod":"POST","status":"200","protocol":"HTTP/1.1"}\n',
    /access log of API Gateway/,
  ],
];

describe('What holds no bodies is refused, with what to do instead:', () => {
  for (const [what, content, reason] of rows) {
    it(what, () => {
      const refusal = refusalOf(headOf(content)) ?? assert.fail('it is not known');
      assert.match(refusal, reason);
      assert.match(refusal, /record a HAR|mitmdump/);
    });
  }

  it('and nothing else is', () => {
    const other = [
      '{"v":1,"request":{},"response":{}}',
      '{"log":{"entries":[]}}',
      '---\nhttp_interactions:\n',
      'hello\n',
      '',
    ];
    for (const content of other) assert.equal(refusalOf(headOf(content)), undefined, content);
  });
});
