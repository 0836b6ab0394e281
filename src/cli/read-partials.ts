import { createReadStream } from 'node:fs';
import { reasonOf, ToolError } from '../errors.ts';
import { parsePartial } from '../parse-partial.ts';
import { mergePartials, type Partial } from '../partial.ts';
import type { Io } from './io.ts';

/**
 * The partial results of files and stdin (`-`), one a line, merged: no more than the merged one is held. Throws a
 * `ToolError` that names the file and the line which cannot be used.
 */
export async function readPartials(paths: readonly string[], io: Pick<Io, 'stdin'>): Promise<Partial> {
  let merged: Partial | undefined;
  for (const path of paths) {
    let line = 0;
    for await (const text of linesOf(path, io)) {
      line++;
      if (text.trim() !== '') merged = merge(merged, text, `${path === '-' ? '<stdin>' : path}:${line}`);
    }
  }
  if (merged !== undefined) return merged;
  throw new ToolError(
    'input-empty',
    `There is no partial result in ${paths.join(', ')}: \`validate --partial\` writes them.`,
  );
}

function merge(merged: Partial | undefined, text: string, place: string): Partial {
  const next = parsePartial(text);
  if (next === undefined) {
    const advice = 'It is cut off, or `validate --partial` of this version has not written it: judge its shard again.';
    throw new ToolError('input-unreadable', `${place} is no whole partial result. ${advice}`);
  }
  if (merged === undefined) return next;
  try {
    return mergePartials(merged, next);
  } catch (thrown) {
    if (!(thrown instanceof ToolError)) throw thrown;
    throw new ToolError(thrown.code, `${place} does not fit what stands before it. ${thrown.message}`, {
      cause: thrown,
    });
  }
}

async function* linesOf(path: string, { stdin }: Pick<Io, 'stdin'>): AsyncGenerator<string> {
  if (path === '-') {
    yield* split(stdin);
    return;
  }
  try {
    yield* split(createReadStream(path));
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    const code =
      cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' ? 'input-missing' : 'input-unreadable';
    throw new ToolError(code, `The partial result \`${path}\` cannot be read: ${reasonOf(cause)}.`, { cause });
  }
}

/** A merged result is one long line. */
async function* split(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let pieces: string[] = [];
  for await (const chunk of stream) {
    const [first = '', ...lines] = (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })).split(
      '\n',
    );
    pieces.push(first);
    for (const line of lines) {
      yield pieces.join('');
      pieces = [line];
    }
  }
  yield pieces.join('');
}
