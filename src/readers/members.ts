// Members of recorded JSON by their path, or an UnreadableError that names the one that is missing or wrong.
import { isJsonObject, type Json, type JsonObject, jsonType, member } from '../json.ts';
import { UnreadableError } from './unreadable.ts';

export function objectAt(holder: JsonObject, path: string): JsonObject {
  const value = member(holder, nameOf(path));
  return isJsonObject(value) ? value : refuse(path, value, 'an object');
}

export function textOf(value: Json | undefined, path: string): string {
  return typeof value === 'string' && value !== '' ? value : refuse(path, value, 'a string that is not empty');
}

/** The value of one header. Some loggers write lengths as numbers. */
export function headerValue(value: Json | undefined, path: string): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : refuse(path, value, 'a string');
}

export function refuse(path: string, value: unknown, expected: string): never {
  if (value === undefined) throw new UnreadableError(`\`${path}\` is missing`);
  throw new UnreadableError(`\`${path}\` is ${described(value)}, expected ${expected}`);
}

function described(value: unknown): string {
  if (value === '') return 'empty';
  const type = jsonType(value);
  if (type === 'null') return 'null';
  return `${/^[ao]/.test(type) ? 'an' : 'a'} ${type}`;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
