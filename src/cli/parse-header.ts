import { ToolError } from '../errors.ts';
import { badValue } from './parse-value.ts';

/** Headers that the tool sends itself, and what sets them. */
const owned: ReadonlyMap<string, string> = new Map([
  ['authorization', 'Name the environment variable that holds the key with --api-key-env.'],
  ['stripe-version', 'Choose the version with --api-version.'],
]);

/** A header from `Name: value`. Throws a `ToolError` with the code `usage`; the value is never repeated in it. */
export function parseHeader(given: string, option: string): readonly [name: string, value: string] {
  const [, name = '', value = ''] = /^([^:]*):(.*)$/s.exec(given) ?? [];
  // The characters of a field name (RFC 9110, 5.1) and of a value (5.5).
  if (!/^[!#$%&'*+\-.^_`|~\w]+$/.test(name)) throw badValue(option, '`Name: value`', `${name}…`);
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) throw badValue(option, 'a value on one line', `${name}: …`);
  const advice = owned.get(name.toLowerCase());
  if (advice !== undefined) throw new ToolError('usage', `--${option} cannot set ${name}. ${advice}`);
  return [name, value.trim()];
}
