/**
 * The text of `JSON.stringify(value, null, 2)` in pieces: of a report with a hundred thousand cases it is longer than all
 * that is known of them. Members so many levels down are one piece each.
 */
export function* jsonPieces(value: unknown, levels: number, indent = ''): Generator<string> {
  const inner = `${indent}  `;
  if (levels === 0 || typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    yield JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);
    return;
  }
  const [begin, end] = Array.isArray(value) ? '[]' : '{}';
  let before = `${begin}\n${inner}`;
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    yield Array.isArray(value) ? before : `${before}${JSON.stringify(name)}: `;
    yield* jsonPieces(member, levels - 1, inner);
    before = `,\n${inner}`;
  }
  yield `\n${indent}${end}`;
}
