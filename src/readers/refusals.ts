// What people have and nobody can judge: records of traffic without its bodies. They are told what to record instead.
import { isJsonObject, type Json } from '../json.ts';
import type { Head } from './head.ts';

/** Why content of a known kind cannot be judged, and what to do; `undefined` for any other. */
export function refusalOf(head: Head): string | undefined {
  return refusals.find(({ detect }) => detect(head))?.reason;
}

const instead =
  'record a HAR in a proxy or browser, a cassette in your tests, or NDJSON with bodies in your client (README: My logs)';

interface Refusal {
  readonly detect: (head: Head) => boolean;
  readonly reason: string;
}

const has = (value: Json | undefined, ...names: readonly string[]) =>
  isJsonObject(value) && names.every(name => Object.hasOwn(value, name));

const refusals: readonly Refusal[] = [
  {
    detect: ({ value }) => has(value, 'request_id', 'created_at', 'url', 'method') && !has(value, 'request'),
    reason: `it is the output of \`stripe logs tail\`, which holds no bodies: ${instead}`,
  },
  {
    detect: ({ value }) => ['resourceSpans', 'resourceLogs', 'resourceMetrics'].some(name => has(value, name)),
    reason: `it is OpenTelemetry, whose spans hold no bodies: ${instead}`,
  },
  {
    detect: ({ text }) => /^(?:\* |> |< )/.test(text) && /^> [A-Z]+ \S+ HTTP\//m.test(text),
    reason: `it is the output of \`curl -v\`, which holds no request body: ${instead}`,
  },
  {
    detect: ({ text }) => /^(?:\d\d:\d\d:\d\d\.\d+ )?(?:== Info:|=> Send (?:header|data),)/.test(text),
    reason: `it is a trace of curl: ${instead}`,
  },
  {
    detect: ({ text }) => /^\d{1,9}:\d{1,9}:/.test(text) && text.includes('4:type;4:http;'),
    reason: 'it is a flow file of mitmproxy: convert it with `mitmdump -nr FILE --set hardump=out.har`',
  },
  {
    detect: ({ text }) => /^\S+ \S+ \S+ \[[^\]\n]{10,40}\] "[A-Z]+ [^"\n]*" \d{3} /.test(text),
    reason: `it is an access log of a web server, which holds no bodies: ${instead}`,
  },
  {
    detect: ({ text }) => /^(?:https?|h2|grpcs|wss?) \d{4}-\d\d-\d\dT[\d:.]+Z \S+ [\d.]+:\d+ /.test(text),
    reason: `it is an access log of a load balancer, which holds no bodies: ${instead}`,
  },
  {
    detect: ({ text }) => /^#(?:Version|Software|Fields):/m.test(text.slice(0, 2000)),
    reason: `it is an access log (W3C), which holds no bodies: ${instead}`,
  },
  {
    detect: ({ value }) => has(value, 'requestId', 'httpMethod', 'status') && !has(value, 'request'),
    reason: `it is an access log of API Gateway, which holds no bodies: ${instead}`,
  },
];
