import type { Json } from '../json.ts';

/** The beginning of a recording, as text and, where it begins like JSON, as what can be said of its value. */
export interface Head {
  readonly text: string;
  /** The first JSON value as far as it goes; `undefined` where the text does not begin like one. */
  readonly value: Json | undefined;
}

export function headOf(text: string): Head {
  let value: { readonly found: Json | undefined } | undefined;
  return {
    text,
    get value() {
      value ??= { found: sketch(text) };
      return value.found;
    },
  };
}

/** Deeper than any format has its marks. */
const deepest = 32;

/** The first JSON object or list of a text that may break off anywhere: what is open is closed behind the last whole member. */
function sketch(text: string): Json | undefined {
  const begin = text.search(/\S/);
  if (begin < 0 || !/[{[]/.test(text.charAt(begin))) return undefined;
  const open: string[] = [];
  let whole = '';
  for (let at = begin; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === '"') {
      at = endOfString(text, at);
      continue;
    }
    if (sign === '{' || sign === '[') {
      if (open.length === deepest) break;
      open.push(sign === '{' ? '}' : ']');
    } else if (sign === '}' || sign === ']') open.pop();
    else if (sign !== ',') continue;
    whole = text.slice(begin, sign === ',' ? at : at + 1) + open.toReversed().join('');
    if (open.length === 0) break;
  }
  return parsedOrNone(whole);
}

/** The position of the closing quote; the end of the text where there is none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text[end - 1 - escapes] === '\\') escapes++;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}

function parsedOrNone(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
