// Providers as faults of the embedded one, which its control sets: as data, or as a function of request and answer.
import { randomUUID } from 'node:crypto';
import { isJsonObject, type Json, type JsonObject, member } from '../../src/json.ts';
import {
  type Control,
  createProvider,
  type DataFault,
  type Edit,
  type Fault,
  type Next,
  type Send,
} from '../../src/provider/index.ts';

/** Answers a request; `next` is how the embedded provider answers it, or another one. */
export type Answerer = (request: Request, next: Next) => Response | Promise<Response>;

/** A provider that differs from the embedded one in one thing. */
export interface Variant {
  readonly id: string;
  /** What it does, in one sentence. */
  readonly title: string;
  /** Made anew for each provider: what they remember is of this one. */
  readonly faults: (control: Control) => readonly Fault[];
  /** Shows on the wire alone: it needs a server. */
  readonly isOnWire?: true;
  /** Never answers some requests, so that it needs a server and a time limit to show. */
  readonly hangs?: true;
  /** The Stripe-Version under which it differs, where that is not the default one. */
  readonly version?: string;
  /** The legs that can show its fault; both if absent. The pacts hold few requests, each sent once. */
  readonly shows?: readonly Leg[];
}

export type Leg = 'fuzz' | 'verify';

/** A request of the endpoint as a patch looks at it. */
export interface Sent {
  readonly text: string;
  /** `undefined` for a text that is not JSON. */
  readonly body: Json | undefined;
  readonly headers: Headers;
}

/** Said as data. */
export function said(id: string, title: string, ...faults: readonly DataFault[]): Variant {
  return { id, title, faults: () => faults };
}

/** How an answer is another one. */
type Otherwise = Omit<Extract<DataFault, { kind: 'answer' }>, 'kind' | 'when'>;

/** Said as data: every success is answered otherwise. */
export function saidOfSuccess(id: string, title: string, answer: Otherwise): Variant {
  return said(id, title, { kind: 'answer', when: { success: true }, ...answer });
}

/** Said as data: edits of the object of a success. */
export function saidOfLink(id: string, title: string, ...edits: readonly Edit[]): Variant {
  return saidOfSuccess(id, title, { edits });
}

/** Said as data: refusals that carry a code, or all of them, are answered otherwise. */
export function saidOfRefusal(id: string, title: string, code: string | undefined, answer: Otherwise): Variant {
  return said(id, title, { kind: 'answer', when: code === undefined ? { success: false } : { code }, ...answer });
}

/** Whether it was said as data: then it can be set over HTTP too. */
export function dataOf({ faults }: Variant): readonly DataFault[] | undefined {
  const all = faults(createProvider().control);
  const data = all.filter((fault): fault is DataFault => fault.kind !== 'custom');
  return data.length === all.length ? data : undefined;
}

/** Said as a function, which may remember what it has answered. */
export function variant(id: string, title: string, create: () => Answerer): Variant {
  return { id, title, faults: () => [{ kind: 'custom', name: id, answer: create() }] };
}

/** Writes its answers in its own way. */
export function sending(id: string, title: string, send: Send): Variant {
  return { id, title, isOnWire: true, faults: () => [{ kind: 'custom', name: id, send }] };
}

/** Edits every answer. */
export function onAnswer(
  id: string,
  title: string,
  edit: (response: Response, sent: Sent) => Response | Promise<Response>,
): Variant {
  return variant(id, title, () => async (request, next) => {
    const sent = await readSent(request);
    return edit(await next(request), sent);
  });
}

/** Edits the object of a success. */
export function onLink(id: string, title: string, edit: (link: JsonObject, sent: Json | undefined) => Json): Variant {
  return onAnswer(id, title, (response, { body }) => editLink(response, link => edit(link, body)));
}

/** Edits the refusals that carry a code, or all of them. */
export function onRefusal(
  id: string,
  title: string,
  code: string | undefined,
  edit: (error: JsonObject, status: number) => Response,
): Variant {
  return onAnswer(id, title, async response => {
    if (response.status < 400) return response;
    const error = member(await objectOf(response.clone()), 'error');
    if (!isJsonObject(error) || (code !== undefined && error['code'] !== code)) return response;
    return edit(error, response.status);
  });
}

/** Lets a request through that the embedded provider refuses with a code. */
export function overlooks(
  id: string,
  title: string,
  code: string,
  isOverlooked: (sent: Sent, error: JsonObject) => boolean = () => true,
): Variant {
  return onAnswer(id, title, async (response, sent) => {
    if (response.status < 400) return response;
    const error = member(await objectOf(response.clone()), 'error');
    if (!isJsonObject(error) || error['code'] !== code || !isOverlooked(sent, error)) return response;
    return json(200, linkFor(sent.body));
  });
}

/** Edits the request before the embedded provider sees it: how a lenient provider overlooks a fault. */
export function onRequest(id: string, title: string, edit: (sent: JsonObject) => Json): Variant {
  return variant(id, title, () => async (request, next) => {
    const { body } = await readSent(request);
    return next(isJsonObject(body) ? withBody(request, edit(body)) : request);
  });
}

/** Answers some requests in its own way, all others as the embedded provider does. */
export function onSome(
  id: string,
  title: string,
  isMeant: (sent: Sent) => boolean,
  answer: (sent: Sent) => Response | Promise<Response>,
): Variant {
  return variant(id, title, () => async (request, next) => {
    const sent = await readSent(request);
    return isMeant(sent) ? answer(sent) : next(request);
  });
}

/** The pacts cannot show it. */
export function unseenByPacts(fault: Variant): Variant {
  return { ...fault, shows: ['fuzz'] };
}

/** The pacts can show those that are named, and none of the others. */
export function unseenByPactsBut(...ids: readonly string[]): (fault: Variant) => Variant {
  return fault => (ids.includes(fault.id) ? fault : unseenByPacts(fault));
}

export function json(status: number, body: Json, headers?: Headers): Response {
  const kept = new Headers(headers);
  kept.set('content-type', 'application/json');
  kept.delete('content-length');
  return new Response(JSON.stringify(body), { status, headers: kept });
}

/** A refusal in the envelope of v2. */
export function refusal(status: number, code: string, message = 'This request was refused.'): Response {
  return json(status, { error: { code, message } });
}

/** What most frameworks answer when a handler throws. */
export function crash(): Response {
  return json(500, { error: { code: 'api_error', message: 'Internal server error.' } });
}

/** The link that a provider makes which lets a request through. */
export function linkFor(sent: Json | undefined, createToken: () => string = randomUUID): JsonObject {
  const created = Date.now();
  return {
    object: 'v2.core.account_link',
    account: member(sent, 'account') ?? null,
    created: new Date(created).toISOString(),
    expires_at: new Date(created + 300_000).toISOString(),
    livemode: false,
    url: `http://127.0.0.1/setup/e/${createToken()}`,
    use_case: member(sent, 'use_case') ?? null,
  };
}

export function withBody(request: Request, body: Json): Request {
  return new Request(request.url, { method: request.method, headers: request.headers, body: JSON.stringify(body) });
}

export async function readSent(request: Request): Promise<Sent> {
  const text = await request.clone().text();
  return { text, body: parsed(text), headers: request.headers };
}

/** A success with its object edited; any other answer as it is. */
export async function editLink(response: Response, edit: (link: JsonObject) => Json): Promise<Response> {
  return response.status === 200 ? json(200, edit(await objectOf(response)), response.headers) : response;
}

/** The options of the flow that a request names, or an answer. */
export function flowOf(body: Json | undefined): JsonObject {
  const useCase = member(body, 'use_case');
  const flow = member(useCase, String(member(useCase, 'type')));
  return isJsonObject(flow) ? flow : {};
}

/** The object that an answer of the embedded provider holds. */
export async function objectOf(response: Response): Promise<JsonObject> {
  const body: unknown = await response.json();
  if (isJsonObject(body)) return body;
  throw new Error('The embedded provider answers an object.');
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
