// Edits of a JSON value as data: the operations of RFC 6902 but for `test`. One whose path leads nowhere does nothing.
import { isJsonObject, type Json, pointerTokens, valueAt } from '../json.ts';

/** One operation; paths are JSON pointers, and `-` is the end of a list. */
export type Edit =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'copy' | 'move'; readonly from: string; readonly path: string };

/** One fault has so many at most: copies of copies grow fast. */
export const mostEdits = 32;

/** The value with the edits made one after the other. */
export function editJson(value: Json, edits: readonly Edit[]): Json {
  return edits.reduce(edited, value);
}

function edited(value: Json, edit: Edit): Json {
  switch (edit.op) {
    case 'add':
      return put(value, pointerTokens(edit.path), edit.value);
    case 'replace':
      return at(value, edit.path) === undefined ? value : put(value, pointerTokens(edit.path), edit.value, true);
    case 'remove':
      return without(value, pointerTokens(edit.path));
    default: {
      const moved = at(value, edit.from);
      if (moved === undefined) return value;
      const left = edit.op === 'move' ? without(value, pointerTokens(edit.from)) : value;
      return put(left, pointerTokens(edit.path), moved);
    }
  }
}

function at(value: Json, path: string): Json | undefined {
  return valueAt(value, path) as Json | undefined; // within a JSON value there are JSON values
}

/** In a list a member is put before what is there, unless it takes its place. */
function put(value: Json, [name, ...rest]: readonly string[], member: Json, inPlace = false): Json {
  if (name === undefined) return member;
  if (isList(value)) {
    const index = name === '-' ? value.length : indexOf(name);
    if (index > value.length) return value;
    const held = value[index];
    if (rest.length > 0) return held === undefined ? value : value.with(index, put(held, rest, member, inPlace));
    return inPlace ? value.with(index, member) : value.toSpliced(index, 0, member);
  }
  if (!isJsonObject(value)) return value;
  const held = Object.hasOwn(value, name) ? value[name] : undefined;
  if (rest.length === 0) return { ...value, [name]: member };
  return held === undefined ? value : { ...value, [name]: put(held, rest, member, inPlace) };
}

function without(value: Json, [name, ...rest]: readonly string[]): Json {
  if (name === undefined) return value;
  const held = at(value, `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  if (held === undefined) return value;
  if (isList(value)) {
    const index = indexOf(name);
    if (index >= value.length) return value; // `length` is an own member too
    return rest.length === 0 ? value.toSpliced(index, 1) : value.with(index, without(held, rest));
  }
  if (!isJsonObject(value)) return value;
  if (rest.length > 0) return { ...value, [name]: without(held, rest) };
  const { [name]: _, ...others } = value;
  return others;
}

function indexOf(token: string): number {
  return /^(?:0|[1-9]\d*)$/.test(token) ? Number(token) : Number.POSITIVE_INFINITY;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
