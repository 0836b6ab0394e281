// Providers as small patches on the embedded one: what a handler does differently, on the wire.
import { isJsonObject, type Json, type JsonObject } from '../../src/json.ts';

export type Handler = (request: Request) => Promise<Response>;

/** A provider that differs from the embedded one in one thing. */
export interface Variant {
  readonly id: string;
  /** What it does, in one sentence. */
  readonly title: string;
  readonly patch: (handle: Handler) => Handler;
}

/** Only the endpoint is patched: the states and the links stay as they are. */
function onEndpoint(patch: (handle: Handler) => Handler): (handle: Handler) => Handler {
  return handle => {
    const patched = patch(handle);
    return request => (new URL(request.url).pathname === '/v2/core/account_links' ? patched(request) : handle(request));
  };
}

export function variant(id: string, title: string, patch: (handle: Handler) => Handler): Variant {
  return { id, title, patch: onEndpoint(patch) };
}

/** Edits the object of a success. */
export function onLink(id: string, title: string, edit: (link: JsonObject, sent: JsonObject) => Json): Variant {
  return variant(id, title, handle => async request => {
    const sent = await bodyOf(request.clone());
    const response = await handle(request);
    if (response.status !== 200) return response;
    return json(200, edit((await response.json()) as JsonObject, sent), response.headers);
  });
}

/** Edits `error` of a refusal that carries the code. */
export function onError(
  id: string,
  title: string,
  code: string,
  edit: (error: JsonObject, status: number) => { readonly status?: number; readonly body: Json },
): Variant {
  return variant(id, title, handle => async request => {
    const response = await handle(request);
    if (response.status < 400) return response;
    const body = (await response.clone().json()) as { readonly error: JsonObject };
    if (body.error['code'] !== code) return response;
    const edited = edit(body.error, response.status);
    return json(edited.status ?? response.status, edited.body, response.headers);
  });
}

/** Edits the request before the embedded provider sees it: how a lenient provider overlooks a fault. */
export function onRequest(id: string, title: string, edit: (sent: JsonObject) => Json): Variant {
  return variant(id, title, handle => async request => {
    const sent = await bodyOf(request.clone());
    return handle(withBody(request, edit(sent)));
  });
}

export function json(status: number, body: Json, headers?: Headers): Response {
  const kept = new Headers(headers);
  kept.set('content-type', 'application/json');
  kept.delete('content-length');
  return new Response(JSON.stringify(body), { status, headers: kept });
}

export function withBody(request: Request, body: Json): Request {
  return new Request(request.url, { method: request.method, headers: request.headers, body: JSON.stringify(body) });
}

export async function bodyOf(request: Request): Promise<JsonObject> {
  const body: unknown = await request.json().catch(() => ({}));
  return isJsonObject(body) ? body : {};
}

/** The object with one member at a path changed; `undefined` removes it. A path that leads nowhere changes nothing. */
export function changed(value: Json, path: readonly string[], edit: (old: Json | undefined) => Json | undefined): Json {
  const [name, ...rest] = path;
  if (name === undefined || !isJsonObject(value)) return value;
  const { [name]: old, ...others } = value;
  if (rest.length > 0) return old === undefined ? value : { ...value, [name]: changed(old, rest, edit) };
  const edited = edit(old);
  return edited === undefined ? others : { ...value, [name]: edited };
}

/** Both flows' options of a use case edited alike. */
export function inFlows(value: Json, path: readonly string[], edit: (old: Json | undefined) => Json | undefined): Json {
  return ['account_onboarding', 'account_update'].reduce<Json>(
    (edited, flow) => changed(edited, ['use_case', flow, ...path], edit),
    value,
  );
}
