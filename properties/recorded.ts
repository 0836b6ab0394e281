// How each format writes an exchange down, for the laws that hold for all of them.
import fc from 'fast-check';
import { stringify } from 'yaml';

export type Pair = readonly [name: string, value: string];
export interface Message {
  readonly headers: readonly Pair[];
  readonly body: string | undefined;
  /** Which of the ways a format has to write a body. */
  readonly form: 'text' | 'base64' | 'bare';
}
export interface Recorded {
  readonly request: Message & { readonly method: string; readonly url: string };
  readonly response: Message & { readonly status: number };
}

export interface Writer {
  /** What the format can hold of an exchange. */
  readonly prepare?: (one: Recorded) => Recorded;
  /** Ways to write a list of exchanges down. */
  readonly write: fc.Arbitrary<(list: readonly Recorded[]) => string>;
}

/** What a record begins with in its bytes. */
export const beginnings: { readonly [format: string]: RegExp } = {
  ...{ ndjson: /^(?:\ufeff|\u00ef\u00bb\u00bf)?\{?/ },
  ...{ vcr: /^(?:\{|- )/, vcrpy: /^(?:\{|- )/, 'go-vcr': /^(?:\{|- )/, 'php-vcr': /^(?:\{|- )/ },
  goreplay: /^1 /,
};

const mark = fc.constantFrom('', '\ufeff');
const base64 = (body: string): string => Buffer.from(body).toString('base64');
const lists = (headers: readonly Pair[]): { readonly [name: string]: readonly string[] } => {
  const found: { [name: string]: string[] } = {};
  for (const [name, value] of headers) {
    found[name] ??= [];
    found[name].push(value);
  }
  return found;
};
const scalars = (headers: readonly Pair[]): object => Object.fromEntries(headers);
const named = (headers: readonly Pair[], name = 'name'): object[] =>
  headers.map(([key, value]) => ({ [name]: key, value }));

/** In JSON, indented or not. */
const json = (whole: (list: readonly Recorded[]) => unknown): Writer['write'] =>
  fc.record({ indent: fc.nat({ max: 2 }), mark }).map(
    ({ indent, mark: begin }) =>
      (list: readonly Recorded[]) =>
        begin + JSON.stringify(whole(list), null, indent),
  );

/** In JSON or in YAML, in the styles of several writers. */
const yaml = (whole: (list: readonly Recorded[]) => unknown): Writer['write'] =>
  fc.oneof(
    json(whole),
    fc
      .record({
        mark: fc.constantFrom('', '---\n', '\ufeff', '# by hand\n---\n'),
        indentSeq: fc.boolean(),
        lineWidth: fc.constantFrom(0, 80),
        defaultStringType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const, 'QUOTE_SINGLE' as const),
      })
      .map(
        ({ mark: begin, ...options }) =>
          (list: readonly Recorded[]) =>
            begin + stringify(whole(list), { ...options, defaultKeyType: 'PLAIN', aliasDuplicateObjects: false }),
      ),
  );

const absolute = (one: Recorded): Recorded => {
  const url = one.request.url.startsWith('/') ? `https://api.stripe.com${one.request.url}` : one.request.url;
  return { ...one, request: { ...one.request, url } };
};
const path = (one: Recorded): Recorded => ({
  ...one,
  request: { ...one.request, url: one.request.url.replace('https://api.stripe.com', '') },
});
/** One value a name: what an object of strings can hold. */
const unique = ({ request, response }: Recorded): Recorded => {
  const once = <T extends Message>(message: T): T => ({ ...message, headers: [...new Map(message.headers)] });
  return { request: once(request), response: once(response) };
};
/** Characters that a header has on the wire. */
const wireHeaders = ({ request, response }: Recorded): Recorded => {
  const clean = <T extends Message>(message: T): T => ({
    ...message,
    headers: message.headers.map(([name, value]) => [name, value.replace(/[^ -~]/g, '').trim()] as const),
  });
  return { request: clean(request), response: clean(response) };
};
const pipe =
  (...steps: readonly ((one: Recorded) => Recorded)[]) =>
  (one: Recorded): Recorded =>
    steps.reduce((given, step) => step(given), one);
/** The spelling that is left of a body that was parsed. */
const parsed = ({ request, response }: Recorded): Recorded => {
  const respelt = <T extends Message>(message: T): T => {
    const value = objectIn(message.body);
    return value === undefined ? message : { ...message, body: JSON.stringify(value) };
  };
  return { request: respelt(request), response: respelt(response) };
};
const objectIn = (body: string | undefined): object | undefined => {
  try {
    const value: unknown = JSON.parse(body ?? '');
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};
const parsedOrText = (body: string | undefined): unknown => objectIn(body) ?? body ?? '';

const vcr = (messages: (one: Recorded) => object) => (list: readonly Recorded[]) => ({
  http_interactions: list.map(one => ({ ...messages(one), recorded_at: 'Sat, 21 Nov 2026 22:47:29 GMT' })),
  recorded_with: 'VCR 6.3.1',
});

export const writers: { readonly [format: string]: Writer } = {
  ndjson: {
    write: fc.record({ end: fc.constantFrom('\n', '\r\n', '\n\n', ' \n'), mark, asObject: fc.boolean() }).map(
      ({ end, mark: begin, asObject }) =>
        list =>
          begin + list.map(one => JSON.stringify(canonical(one, asObject)) + end).join(''),
    ),
  },
  'pino-http': {
    prepare: pipe(parsed, unique),
    write: fc.constant((list: readonly Recorded[]) => list.map(one => `${JSON.stringify(pinoLine(one))}\n`).join('')),
  },
  har: {
    write: json(list => ({
      log: { version: '1.2', creator: { name: '{"entries":[', version: '1' }, entries: list.map(harEntry) },
    })),
  },
  vcr: {
    write: yaml(
      vcr(({ request, response }) => ({
        request: {
          ...{ method: request.method.toLowerCase(), uri: request.url },
          ...{ body: vcrBody(request), headers: lists(request.headers) },
        },
        response: {
          ...{ status: { code: response.status, message: 'OK' }, headers: lists(response.headers) },
          body: vcrBody(response),
        },
      })),
    ),
    prepare: lowerCase,
  },
  vcrpy: {
    write: yaml(list => ({
      interactions: list.map(({ request, response }) => ({
        request: {
          body: request.body ?? null,
          headers: lists(request.headers),
          method: request.method,
          uri: request.url,
        },
        response: {
          body: { string: response.body ?? '' },
          headers: lists(response.headers),
          status: { code: response.status, message: 'OK' },
        },
      })),
      version: 1,
    })),
  },
  'go-vcr': {
    write: yaml(list => ({
      version: 2,
      interactions: list.map(({ request, response }, id) => ({
        id,
        request: {
          ...{ proto: 'HTTP/1.1', host: 'api.stripe.com', body: request.body ?? '', form: {} },
          ...{ headers: lists(request.headers), url: request.url, method: request.method },
        },
        response: {
          ...{ proto: 'HTTP/2.0', body: response.body ?? '', headers: lists(response.headers) },
          ...{ status: `${response.status} OK`, code: response.status, duration: '460ms' },
        },
      })),
    })),
  },
  'php-vcr': {
    prepare: unique,
    write: yaml(list =>
      list.map(({ request, response }, index) => ({
        request: {
          ...{ method: request.method, url: request.url, headers: scalars(request.headers) },
          ...(request.body === undefined ? {} : { body: request.body }),
        },
        response: {
          status:
            response.form === 'bare'
              ? response.status
              : { http_version: '1.1', code: `${response.status}`, message: '' },
          ...{ headers: scalars(response.headers), body: response.body ?? '' },
        },
        index,
      })),
    ),
  },
  exvcr: {
    prepare: pipe(unique, lowerCase),
    write: json(list =>
      list.map(({ request, response }) => ({
        request: {
          ...{ body: request.body ?? '', headers: scalars(request.headers), method: request.method.toLowerCase() },
          ...{ options: [], request_body: '', url: request.url },
        },
        response: {
          ...(response.form === 'base64'
            ? { binary: true, body: erlang(response.body) }
            : { body: response.body ?? '' }),
          ...{ headers: scalars(response.headers), status_code: response.status, type: 'ok' },
        },
      })),
    ),
  },
  nock: {
    prepare: pipe(absolute, parsed),
    write: json(list =>
      list.map(({ request, response }) => ({
        ...{ scope: new URL(request.url).origin, path: new URL(request.url).pathname, method: request.method },
        ...{ body: parsedOrText(request.body), status: response.status, response: parsedOrText(response.body) },
        rawHeaders: response.form === 'bare' ? response.headers.flat() : lists(response.headers),
        reqheaders: lists(request.headers),
        responseIsBinary: false,
      })),
    ),
  },
  undici: {
    prepare: unique,
    write: json(list =>
      list.map(({ request, response }, index) => ({
        hash: `${index}`,
        snapshot: {
          request: {
            ...{ method: request.method, url: request.url, headers: scalars(request.headers) },
            body: request.body ?? '',
          },
          responses: [
            {
              ...{ statusCode: response.status, headers: scalars(response.headers) },
              ...{ body: base64(response.body ?? ''), trailers: {} },
            },
          ],
          timestamp: '2026-11-21T22:47:31.381Z',
        },
      })),
    ),
  },
  wiremock: {
    prepare: one => ({ ...unique(one), request: { ...unique(one).request, body: one.request.body || '{}' } }),
    write: json(list => ({ mappings: list.map(mapping), meta: { total: list.length } })),
  },
  'wiremock-journal': {
    prepare: unique,
    write: json(list => ({
      requests: list.map(({ request, response }) => ({
        id: 'a',
        request: {
          ...{ url: request.url, method: request.method, headers: scalars(request.headers) },
          ...{ body: 'mangled', bodyAsBase64: base64(request.body ?? '') },
          ...((request.body ?? '') === '' ? { body: '' } : {}),
        },
        response: {
          ...{ status: response.status, headers: scalars(response.headers), body: response.body ?? '' },
          ...(response.form === 'base64' ? { bodyAsBase64: base64(response.body ?? '') } : {}),
        },
        wasMatched: true,
      })),
      meta: { total: list.length },
    })),
  },
  postman: {
    write: json(list => ({
      info: { name: 'a', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
      item: [{ name: 'folder', item: list.map(postmanItem) }],
    })),
  },
  newman: {
    prepare: pipe(absolute),
    write: json(list => ({
      collection: { _: {}, item: [], info: { name: 'a' } },
      run: { stats: {}, executions: list.map(execution) },
    })),
  },
  pact: {
    prepare: pipe(path, pactHeaders, textBodies),
    write: json(list => ({
      consumer: { name: 'c' },
      provider: { name: 'p' },
      interactions: list.map(({ request, response }, index) => ({
        ...{ description: `${index}`, type: 'Synchronous/HTTP' },
        request: { method: request.method, path: request.url, headers: lists(request.headers), ...pactBody(request) },
        response: { status: response.status, headers: lists(response.headers), ...pactBody(response) },
      })),
      metadata: { pactSpecification: { version: '4.0' } },
    })),
  },
  goreplay: {
    prepare: pipe(path, wireHeaders),
    write: fc.constantFrom('adjacent', 'apart').map(order => list => {
      const requests = list.map((one, index) => goReplayRequest(one, index));
      const responses = list.map((one, index) => goReplayResponse(one, index));
      const all =
        order === 'apart' ? [...requests, ...responses] : requests.flatMap((one, at) => [one, responses[at] ?? '']);
      return all.map(payload => `${payload}\n\u{1f435}\u{1f648}\u{1f649}\n`).join('');
    }),
  },
  'envoy-tap': {
    prepare: absolute,
    write: fc
      .nat({ max: 1 })
      .map(
        indent => list =>
          list.map(one => `${JSON.stringify({ http_buffered_trace: trace(one) }, null, indent)}\n`).join(''),
      ),
  },
};

export function canonical({ request, response }: Recorded, asObject: boolean): object {
  const content = ({ headers, body, form }: Message): object => ({
    headers: asObject ? lists(headers) : headers,
    body: body === undefined ? null : form === 'bare' ? body : { [form]: form === 'text' ? body : base64(body) },
  });
  return {
    v: 1,
    time: '2026-11-21T22:47:31.381Z',
    request: { method: request.method, url: request.url, ...content(request) },
    response: { status: response.status, ...content(response) },
  };
}

function pinoLine({ request, response }: Recorded): object {
  return {
    ...{ level: 30, time: 1795302233273, pid: 1 },
    req: {
      ...{ id: 1, method: request.method, url: request.url, headers: scalars(request.headers) },
      body: request.form === 'bare' ? (request.body ?? null) : parsedOrText(request.body),
    },
    res: {
      ...{ statusCode: response.status, headers: scalars(response.headers) },
      body: response.form === 'bare' ? (response.body ?? null) : parsedOrText(response.body),
    },
    responseTime: 1,
    msg: 'request completed',
  };
}

function harEntry({ request, response }: Recorded): object {
  const headers = (pairs: readonly Pair[]): object[] => named([[':pseudo', 'x'], ...pairs]);
  const body = ({ body: saved, form }: Message): object => {
    if (saved === undefined) return {};
    return form === 'base64' ? { text: base64(saved), encoding: 'base64' } : { text: saved };
  };
  const size = ({ body: saved = '' }: Message): number => Buffer.byteLength(saved);
  return {
    request: {
      ...{ method: request.method, url: request.url, headers: headers(request.headers), bodySize: size(request) },
      ...(request.body === undefined ? {} : { postData: { mimeType: 'a/b', ...body(request) } }),
    },
    response: {
      ...{ status: response.status, headers: headers(response.headers), bodySize: -1 },
      content: { size: size(response), mimeType: 'a/b', ...body(response) },
    },
  };
}

function lowerCase(one: Recorded): Recorded {
  return { ...one, request: { ...one.request, method: one.request.method.toLowerCase() } };
}

function vcrBody({ body = '', form }: Message): object {
  return form === 'base64' ? { encoding: 'UTF-8', base64_string: base64(body) } : { encoding: 'UTF-8', string: body };
}

/** Base64 of the external form of a binary of Erlang. */
function erlang(body = ''): string {
  const bytes = Buffer.from(body);
  const head = Buffer.from([131, 109, 0, 0, 0, 0]);
  head.writeUInt32BE(bytes.length, 2);
  return Buffer.concat([head, bytes]).toString('base64');
}

function mapping({ request, response }: Recorded): object {
  return {
    id: 'a',
    request: {
      ...{ url: request.url, method: request.method },
      headers: Object.fromEntries(request.headers.map(([name, value]) => [name, { equalTo: value }])),
      bodyPatterns: [
        request.form === 'base64' ? { binaryEqualTo: base64(request.body ?? '') } : { equalTo: request.body ?? '' },
      ],
    },
    response: {
      ...{ status: response.status, headers: scalars(response.headers) },
      ...(response.form === 'base64' ? { base64Body: base64(response.body ?? '') } : { body: response.body ?? '' }),
    },
  };
}

function postmanRequest({ method, url, headers, body }: Recorded['request']): object {
  return {
    ...{ method, header: named(headers, 'key'), url: { raw: url } },
    ...(body === undefined ? {} : { body: { mode: 'raw', raw: body } }),
  };
}

function postmanItem({ request, response }: Recorded): object {
  const example = { code: response.status, header: named(response.headers, 'key'), body: response.body ?? '' };
  const sent = postmanRequest(request);
  return {
    name: 'a',
    request: sent,
    response: [response.form === 'bare' ? example : { ...example, originalRequest: sent }],
  };
}

function execution({ request, response }: Recorded): object {
  const { protocol, hostname, pathname } = new URL(request.url);
  const url = {
    protocol: protocol.slice(0, -1),
    host: hostname.split('.'),
    path: pathname.slice(1).split('/'),
    query: [],
  };
  return {
    request: { ...postmanRequest(request), url },
    response: {
      ...{ code: response.status, header: named(response.headers, 'key') },
      stream: { type: 'Buffer', data: [...Buffer.from(response.body ?? '')] },
    },
  };
}

/** Without a content type that would give strings another meaning. */
function pactHeaders({ request, response }: Recorded): Recorded {
  return { request, response };
}

function textBodies({ request, response }: Recorded): Recorded {
  return { request, response };
}

function pactBody({ body, form }: Message): object {
  if (body === undefined) return {};
  if (form === 'base64') return { body: { content: base64(body), contentType: 'a/b', encoded: 'base64' } };
  return { body: form === 'text' ? { content: body, contentType: 'a/b', encoded: false } : body };
}

const idOf = (index: number): string => index.toString(16).padStart(24, '0');

function goReplayRequest({ request }: Recorded, index: number): string {
  return `1 ${idOf(index)} 1795302233273000000 0\n${request.method} ${request.url} HTTP/1.1\r\n${wire(request)}`;
}

function goReplayResponse({ response }: Recorded, index: number): string {
  return `2 ${idOf(index)} 1795302233274000000 1000\nHTTP/1.1 ${response.status} OK\r\n${wire(response)}`;
}

function wire({ headers, body = '', form }: Message): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  // The body ends with the payload where neither length nor chunks are told.
  return `${lines}\r\n${form === 'bare' ? body : body}`;
}

function trace({ request, response }: Recorded): object {
  const { host, protocol, pathname } = new URL(request.url);
  const body = ({ body: saved = '', form }: Message): object =>
    saved === ''
      ? {}
      : { body: { truncated: false, ...(form === 'text' ? { as_string: saved } : { as_bytes: base64(saved) }) } };
  const pairs = (pseudo: readonly Pair[], headers: readonly Pair[]): object => ({
    headers: named([...pseudo, ...headers], 'key'),
    trailers: [],
  });
  return {
    request: {
      ...pairs(
        [
          [':authority', host],
          [':path', pathname],
          [':method', request.method],
          [':scheme', protocol.slice(0, -1)],
        ],
        request.headers,
      ),
      ...body(request),
    },
    response: { ...pairs([[':status', `${response.status}`]], response.headers), ...body(response) },
  };
}
