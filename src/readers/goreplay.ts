// Traffic of GoReplay (`--output-file`, with `--input-raw-track-response`): payloads as they were on the wire, between
// separators. Requests and answers are apart and find each other by their id.
import { exchangeFrom, type RecordedExchange } from './exchange-of.ts';
import { createGatherer, toBuffer } from './gatherer.ts';
import { parseRawHttp, rawBody } from './raw-http.ts';
import type { Reader, ReadRecord } from './reader.ts';
import { isRelevant } from './relevance.ts';
import { readRecord, UnreadableError } from './unreadable.ts';

export const goReplayReader: Reader = {
  id: 'goreplay',
  title: 'Traffic of GoReplay',
  detect: ({ text }) => /^[123] [0-9a-f]{20,40} \d+(?: -?\d+)?\r?\n/.test(text),
  async *read(chunks, source, options = {}) {
    const open = new Map<string, Waiting>();
    let entry = 0;
    const records = function* (payload: Payload): Generator<ReadRecord> {
      const { type, id, bytes, line, offset } = payload;
      if (type === '1') {
        const place = { source, entry: ++entry, line, offset };
        if (bytes === undefined) yield { kind: 'unreadable', ...place, reason: 'the payload is longer than 64 MiB' };
        else if (options.parseAll !== true && !isRelevant(bytes)) yield { kind: 'others', source, entry, count: 1 };
        else if (open.size >= mostWaiting) yield { kind: 'unreadable', ...place, reason: 'too many requests wait' };
        else if (isOurs(bytes)) open.set(id, { ...place, bytes: Buffer.from(bytes) });
        else yield readRecord(place, () => exchangeOf(bytes, undefined));
      } else if (type === '2' || type === '3') {
        // The answer to a request that does not concern us, or that came before this file began.
        const waiting = open.get(id);
        if (waiting === undefined) return;
        open.delete(id);
        const { bytes: request, ...place } = waiting;
        yield readRecord(place, () => exchangeOf(request, bytes));
      } else {
        yield { kind: 'unreadable', source, entry: ++entry, line, offset, reason: 'a payload has no known header' };
      }
    };
    const splitter = createPayloadSplitter();
    for await (const chunk of chunks) for (const payload of splitter.push(toBuffer(chunk))) yield records(payload);
    for (const payload of splitter.end()) yield records(payload);
    for (const { bytes: _, ...place } of open.values()) {
      yield [
        { kind: 'unreadable', ...place, reason: 'no response recorded: run GoReplay with --input-raw-track-response' },
      ];
    }
  },
};

/** Requests without an answer are held till the end. */
const mostWaiting = 10_000;

interface Waiting {
  readonly source: string;
  readonly entry: number;
  readonly line: number;
  readonly offset: number;
  readonly bytes: Buffer;
}

function isOurs(bytes: Buffer): boolean {
  return /^POST /i.test(bytes.toString('latin1', 0, 5));
}

function exchangeOf(sent: Buffer, received: Buffer | undefined): RecordedExchange {
  const request = parseRawHttp(sent);
  const [method = '', url = '', protocol = '', ...rest] = request.startLine;
  // What is no request line may be half of a secret: it is not taken apart.
  if (!/^HTTP\//.test(protocol) || rest.length > 0) throw new UnreadableError('the request line is broken');
  const response = received === undefined ? undefined : parseRawHttp(received);
  return exchangeFrom({
    method,
    url,
    status: response === undefined ? undefined : Number(response.startLine[1]),
    request: () => ({ headers: request.headers, body: rawBody(request, 'request.body') }),
    response() {
      if (response === undefined) throw new UnreadableError('no response recorded');
      return { headers: response.headers, body: rawBody(response, 'response.body') };
    },
  });
}

interface Payload {
  readonly type: string;
  readonly id: string;
  /** The message; `undefined` for one that is too long to be held. */
  readonly bytes: Buffer | undefined;
  readonly line: number;
  readonly offset: number;
}

const separator = Buffer.from('\n\u{1f435}\u{1f648}\u{1f649}\n');
const longest = 64 * 1024 * 1024;

function createPayloadSplitter() {
  const gatherer = createGatherer(longest);
  /** The end of the last chunk, in which a separator may have begun. */
  let tail: Buffer = Buffer.alloc(0);
  let line = 1;
  let offset = 0;
  const finish = function* (length: number): Generator<Payload> {
    const bytes = gatherer.take();
    const begin = { line, offset };
    offset += length;
    if (bytes !== undefined) for (const byte of bytes) if (byte === 0x0a) line++;
    if (bytes?.every(byte => byte <= 0x20) === true) return;
    const headerEnd = bytes?.indexOf(0x0a) ?? -1;
    const [type = '', id = ''] = bytes?.toString('latin1', 0, Math.max(headerEnd, 0)).trim().split(' ') ?? [];
    yield { type: bytes === undefined ? '1' : type, id, bytes: bytes?.subarray(headerEnd + 1), ...begin };
  };
  let length = 0;
  return {
    *push(chunk: Buffer): Generator<Payload> {
      const block = tail.length === 0 ? chunk : Buffer.concat([tail, chunk]);
      let start = 0;
      for (let at = block.indexOf(separator); at >= 0; at = block.indexOf(separator, start)) {
        gatherer.add(block.subarray(start, at));
        length += at - start + separator.length;
        yield* finish(length);
        line += 2;
        length = 0;
        start = at + separator.length;
      }
      const end = Math.max(block.length - separator.length + 1, start);
      gatherer.hold(block.subarray(start, end));
      length += end - start;
      tail = Buffer.from(block.subarray(end));
    },
    *end(): Generator<Payload> {
      gatherer.add(tail);
      yield* finish(length + tail.length);
    },
  };
}
