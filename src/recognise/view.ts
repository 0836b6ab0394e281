import type { RawBody, RawExchange } from '../exchange.ts';
import { headerPairs } from '../headers.ts';
import type { Json } from '../json.ts';

/** All that a reader says of an exchange, in one shape and without its place: two of them can be compared. */
export interface View {
  readonly request: Message & { readonly method: string; readonly url: string };
  readonly response: Message & { readonly status: number };
}

interface Message {
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The JSON value of a body of text. */
  readonly body: Json | undefined;
}

/** The view of an exchange; `undefined` where a body is no JSON text. */
export function viewOf({ request, response }: RawExchange): View | undefined {
  const [sent, answered] = [bodyOf(request.body), bodyOf(response.body)];
  if (sent === undefined || answered === undefined) return undefined;
  return {
    request: { method: request.method, url: request.url, headers: headerPairs(request.headers), body: sent.value },
    response: { status: response.status, headers: headerPairs(response.headers), body: answered.value },
  };
}

function bodyOf(body: RawBody): { readonly value: Json | undefined } | undefined {
  if (body === undefined) return { value: undefined };
  if (typeof body !== 'string') return undefined;
  try {
    return { value: JSON.parse(body) };
  } catch {
    return undefined;
  }
}

/** The view with other texts at some places. */
export function withTexts(
  view: View,
  texts: readonly (readonly [path: readonly (string | number)[], text: string])[],
): unknown {
  const changed: unknown = JSON.parse(JSON.stringify(view));
  for (const [path, text] of texts) {
    let holder: unknown = changed;
    for (const name of path.slice(0, -1)) holder = Reflect.get(Object(holder), name);
    Reflect.set(Object(holder), path.at(-1) ?? '', text);
  }
  return changed;
}
