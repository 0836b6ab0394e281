// The faults that happen around a request: to what the provider sees of it, and to what its client sees of the answer.
import type { Json } from '../json.ts';
import { member } from '../json.ts';
import { type Answer, received } from './answer.ts';
import { ConnectionFault } from './connection-fault.ts';
import { editJson } from './edit-json.ts';
import type { AnswerFault, CustomFault, OfAnswer, RequestFault, WireFault } from './fault.ts';
import type { Due, Faults } from './faults.ts';
import type { Incoming } from './incoming.ts';
import type { Answered } from './post-account-links.ts';
import { parsedValue, readJsonBytes } from './read-json.ts';

type Serve = (request: Incoming) => Promise<Answer>;
type Head = Pick<Incoming, 'method' | 'url' | 'headers'>;

/** Serves a request under the faults of a world; one that was added later is around those before it. */
export async function underFaults(
  request: Incoming,
  faults: Faults,
  serve: (request: Incoming) => Promise<Answered>,
): Promise<Answered> {
  const sent = await request.arrayBuffer();
  const bytes = sent instanceof Uint8Array ? sent : new Uint8Array(sent);
  const within: Serve = async asked => (await serve(asked)).answer;
  const all = faults.around(parsedValue(readJsonBytes(bytes))).reduce(around, within);
  return { answer: await all(withBytes(request, bytes)), bytes };
}

function around(serve: Serve, due: Due): Serve {
  const { fault } = due;
  switch (fault.kind) {
    case 'request':
      return async asked => serve(due.happens() ? await editedRequest(asked, fault) : asked);
    case 'custom':
      return async asked => (due.happens() ? custom(asked, fault, serve) : serve(asked));
    default:
      return async asked => {
        const answer = await serve(asked);
        if (!isMeant(answer, fault) || !due.happens()) return answer;
        return fault.kind === 'answer' ? editedAnswer(answer, fault) : { ...answer, wire: wireOf(fault) };
      };
  }
}

function wireOf(fault: WireFault): Answer['wire'] & {} {
  return fault.kind === 'length' ? { by: fault.by } : fault.kind;
}

function isMeant(answer: Answer, fault: OfAnswer & (AnswerFault | WireFault)): boolean {
  const { when = {} } = fault;
  if (fault.kind !== 'answer' && answer.wire !== undefined) return false; // two resets are for two requests
  if (when.success !== undefined && when.success !== answer.status < 400) return false;
  if (when.status !== undefined && when.status !== answer.status) return false;
  return when.code === undefined || member(member(jsonOf(answer), 'error'), 'code') === when.code;
}

async function editedRequest(request: Incoming, { edits, headers }: RequestFault): Promise<Incoming> {
  const bytes = new Uint8Array(await request.arrayBuffer());
  const body = parsedValue(readJsonBytes(bytes));
  const edited = edits === undefined || body === undefined ? bytes : Buffer.from(JSON.stringify(editJson(body, edits)));
  return withBytes({ ...asItIs(request), headers: withHeaders(request.headers, headers) }, edited);
}

function editedAnswer(answer: Answer, { status = answer.status, headers, body, edits }: AnswerFault): Answer {
  const value = edits === undefined ? undefined : jsonOf(answer);
  const edited = value === undefined ? answer.body : JSON.stringify(editJson(value, edits ?? []));
  const changed = withHeaders(new Headers(answer.headers), headers);
  const text = body ?? edited;
  // To a text a WHATWG response would give a content type of its own.
  const sent = changed.has('content-type') || text === null ? text : new Uint8Array(Buffer.from(text));
  return { ...answer, status, headers: Object.fromEntries(changed), body: bodiless.has(status) ? null : sent };
}

async function custom(request: Incoming, { answer, send }: CustomFault, serve: Serve): Promise<Answer> {
  const answered =
    answer === undefined
      ? await serve(request)
      : await byFunction(request, async asked => {
          const next = async (other: Request): Promise<Response> => received(await serve(other));
          return answer(asked, next);
        });
  return send === undefined ? answered : { ...answered, wire: { send } };
}

async function byFunction(request: Incoming, answer: (request: Request) => Promise<Response>): Promise<Answer> {
  const { method, url, headers } = request;
  const body = new Uint8Array(await request.arrayBuffer());
  try {
    const response = await answer(new Request(url, { method, headers: [...headers], body }));
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: response.body === null ? null : new Uint8Array(await response.arrayBuffer()),
    };
  } catch (thrown) {
    if (!(thrown instanceof ConnectionFault)) throw thrown;
    return { status: 500, headers: {}, body: null, wire: 'reset' };
  }
}

/** By their definition (RFC 9110, 15). */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

function jsonOf({ body }: Answer): Json | undefined {
  return body === null ? undefined : parsedValue(readJsonBytes(Buffer.from(body)));
}

function withHeaders(headers: Iterable<[string, string]>, changes: RequestFault['headers'] = {}): Headers {
  const all = new Headers([...headers]);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) all.delete(name);
    else all.set(name, value);
  }
  return all;
}

function asItIs({ method, url, headers }: Head): Head {
  return { method, url, headers };
}

function withBytes(request: Head, bytes: Uint8Array): Incoming {
  return { ...asItIs(request), arrayBuffer: async () => bytes };
}
