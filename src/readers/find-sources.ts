// Paths as the user gave them → the sources to read. All that can be known to be wrong is thrown before a byte is read.
import { createReadStream } from 'node:fs';
import { access, constants, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf, ToolError } from '../errors.ts';
import { UnreadableError } from './unreadable.ts';

export interface InputSource {
  /** The path as given; for a file of a folder, joined to it. */
  readonly name: string;
  open(): AsyncIterable<Uint8Array>;
}

/** The files that the paths name, those of folders and their subfolders in the order of their names. */
export async function findSources(
  paths: readonly string[],
  stdin: AsyncIterable<Uint8Array | string>,
): Promise<readonly InputSource[]> {
  if (paths.filter(path => path === '-').length > 1) {
    throw new ToolError('usage', '`-` is named twice, and stdin can be read only once.');
  }
  const found: InputSource[] = [];
  for (const path of paths) {
    if (path === '-') found.push({ name: '<stdin>', open: () => bytesOf(stdin) });
    else found.push(...(await sourcesAt(path)));
  }
  return found;
}

async function sourcesAt(path: string): Promise<InputSource[]> {
  try {
    if (!(await stat(path)).isDirectory()) {
      await access(path, constants.R_OK);
      return [fileSource(path)];
    }
    const files = await filesBelow(path, new Set());
    if (files.length > 0) return files.map(fileSource);
  } catch (cause) {
    if (isMissing(cause)) {
      const wanted = 'Name a recording, a folder of recordings, or `-` for stdin.';
      throw new ToolError('input-missing', `\`${path}\` does not exist. ${wanted}`, { cause });
    }
    throw new ToolError('input-unreadable', `\`${path}\` cannot be read: ${reasonOf(cause)}.`, { cause });
  }
  const wanted = 'Looked for .ndjson, .jsonl, .har and .json, each also with .gz, in it and its subfolders.';
  throw new ToolError('input-empty', `\`${path}\` holds no recording. ${wanted}`);
}

/** Links are followed, but no folder is entered twice: a link may lead upwards. */
async function filesBelow(folder: string, entered: Set<string>): Promise<string[]> {
  const real = await realpath(folder);
  if (entered.has(real)) return [];
  entered.add(real);
  const files: string[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const path = join(folder, name);
    const isFolder = await stat(path).then(
      found => found.isDirectory(),
      () => false, // a link to nowhere: opening it says so if its name is that of a recording
    );
    if (isFolder) {
      if (!name.startsWith('.') && name !== 'node_modules') files.push(...(await filesBelow(path, entered)));
    } else if (/\.(?:ndjson|jsonl|har|json)(?:\.gz)?$/i.test(name)) files.push(path);
  }
  return files;
}

function fileSource(name: string): InputSource {
  return { name, open: () => readFile(name) };
}

async function* readFile(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: 256 * 1024 });
  } catch (cause) {
    throw new UnreadableError(`the file cannot be opened or read (${codeOf(cause)})`, { cause });
  }
}

async function* bytesOf(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

function isMissing(thrown: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(thrown));
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : reasonOf(thrown);
}
