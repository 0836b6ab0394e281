import { reasonOf } from './errors.ts';
import { isJsonObject, type Json } from './json.ts';
import { redactLink, redactText } from './redact.ts';

/** A body: nothing, JSON, or text that is not JSON. Already redacted. */
export type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'text'; readonly text: string; readonly reason: string };

/** Parses a recorded body. A member `url` at the top of an answer is a link, whatever host it names. */
export function parseBody(text: string | undefined): Body {
  if (text === undefined || text === '') return { kind: 'none' };
  try {
    return { kind: 'json', value: redactValue(withoutLink(JSON.parse(text))) };
  } catch (thrown) {
    // V8 quotes the text behind the first comma; the quote would repeat what redaction took out.
    const reason = reasonOf(thrown).split(/, (?:\.{3})?"/, 1)[0] ?? '';
    return { kind: 'text', text: redactText(text), reason: redactText(reason) };
  }
}

/** The JSON value of a body, `undefined` where there is none. */
export function jsonOf(body: Body): Json | undefined {
  return body.kind === 'json' ? body.value : undefined;
}

function withoutLink(value: Json): Json {
  if (!isJsonObject(value) || typeof value['url'] !== 'string') return value;
  return { ...value, url: redactLink(value['url']) };
}

/** Strings of a value redacted; the value itself where nothing changes, so that most bodies are not copied. */
function redactValue(value: Json): Json {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return mapChanged(value);
  if (!isJsonObject(value)) return value;
  let changed: Record<string, Json> | undefined;
  for (const [name, inner] of Object.entries(value)) {
    const redacted = redactValue(inner);
    if (redacted !== inner) {
      changed ??= { ...value };
      Object.defineProperty(changed, name, { value: redacted, enumerable: true, configurable: true, writable: true });
    }
  }
  return changed ?? value;
}

function mapChanged(list: readonly Json[]): Json {
  const redacted = list.map(redactValue);
  return redacted.some((inner, index) => inner !== list[index]) ? redacted : list;
}
