import { readFileSync } from 'node:fs';
import { reasonOf, ToolError } from '../errors.ts';
import { type FieldMap, fieldMapFault, isFieldMap } from '../readers/fields.ts';

/** The map of fields in a file. Throws a `ToolError` with the code `usage`. */
export function readFieldMap(path: string): FieldMap {
  const map = parse(path);
  if (isFieldMap(map)) return map;
  const example = '{"method": "http.method", "url": "http.url", "status": "http.status", "requestBody": …}';
  throw new ToolError(
    'usage',
    `The map of fields \`${path}\` cannot be used: ${fieldMapFault(map)}. Write ${example}.`,
  );
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? 'it is not JSON' : reasonOf(cause);
    throw new ToolError('usage', `The map of fields \`${path}\` cannot be read: ${reason}.`, { cause });
  }
}
