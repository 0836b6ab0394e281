// Paths as the user gave them → the sources to read. All that can be known to be wrong is thrown before a byte is read.
import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf, ToolError } from '../errors.ts';
import { attachedFiles } from './attached-files.ts';
import { codeOf, type Range, readFile } from './read-file.ts';
import { longestSmallFile, readSmallFile } from './read-small-file.ts';

/** What was found, as plain values: there may be very many, and a thread may be told of them. */
export interface FoundInput {
  /** The path as given; for a file of a folder, joined to it. */
  readonly name: string;
  /** Whether it was found in a folder under a name that other files have as well: it need not be a recording. */
  readonly isGuess: boolean;
  /** Its size in bytes, where it is a file that has one. */
  readonly size: number | undefined;
  /** What stdin holds, if it is that. */
  readonly stdin?: AsyncIterable<Uint8Array | string>;
}

/** One of them to be read. */
export interface InputSource extends Pick<FoundInput, 'name' | 'isGuess'> {
  readonly isStdin?: true;
  readonly size?: number;
  open(range?: Range): AsyncIterable<Uint8Array>;
  /** What the recording names beside itself. */
  attached(name: string): Uint8Array | undefined;
}

/** The files that the paths name, those of folders and their subfolders in the order of their names. */
export async function findInputs(
  paths: readonly string[],
  stdin: AsyncIterable<Uint8Array | string>,
  wanted: 'recordings' | 'every file' = 'recordings',
  stdinName = '<stdin>',
): Promise<readonly FoundInput[]> {
  if (paths.filter(path => path === '-').length > 1) {
    throw new ToolError('usage', '`-` is named twice, and stdin can be read only once.');
  }
  const found: FoundInput[] = [];
  for (const path of paths) {
    if (path === '-') found.push({ name: stdinName, isGuess: false, size: undefined, stdin });
    else await findAt(path, wanted === 'recordings' ? names : /./, found);
  }
  return found;
}

export function sourceOf({ name, isGuess, size, stdin }: FoundInput): InputSource {
  if (stdin !== undefined) {
    return { name, isGuess, isStdin: true, open: () => bytesOf(stdin), attached: () => undefined };
  }
  return {
    name,
    isGuess,
    ...(size === undefined ? {} : { size }),
    open: range =>
      range === undefined && size !== undefined && size <= longestSmallFile
        ? readSmallFile(name, size)
        : readFile(name, range),
    attached: attachedFiles(name),
  };
}

async function findAt(path: string, wantedNames: RegExp, into: FoundInput[]): Promise<void> {
  const before = into.length;
  try {
    const found = statSync(path);
    if (!found.isDirectory()) {
      accessSync(path, constants.R_OK);
      into.push({ name: path, isGuess: false, size: found.isFile() ? found.size : undefined });
      return;
    }
    await findBelow(path, new Set(), wantedNames, into);
  } catch (cause) {
    if (isMissing(cause)) {
      const wanted = 'Name a recording, a folder of recordings, or `-` for stdin.';
      throw new ToolError('input-missing', `\`${path}\` does not exist. ${wanted}`, { cause });
    }
    throw new ToolError('input-unreadable', `\`${path}\` cannot be read: ${reasonOf(cause)}.`, { cause });
  }
  if (into.length > before) return;
  const wanted = 'Looked for .ndjson, .jsonl, .har, .json, .yml, .gor and .zip, also with .gz or .br, in it and below.';
  throw new ToolError('input-empty', `\`${path}\` holds no recording. ${wanted}`);
}

/** What only recordings are called; `.json` and the like may be anything. */
const sureNames = /\.(?:ndjson|jsonl|har|gor)(?:\.gz|\.br)?$/i;
const names = /\.(?:ndjson|jsonl|har|gor|json|ya?ml|zip)(?:\.gz|\.br)?$/i;

/** Links are followed, but no folder is entered twice: a link may lead upwards. Pipes and devices are left alone. */
async function findBelow(folder: string, entered: Set<string>, wanted: RegExp, into: FoundInput[]): Promise<void> {
  const real = await realpath(folder);
  if (entered.has(real)) return;
  entered.add(real);
  for (const name of (await readdir(folder)).sort()) {
    const path = join(folder, name);
    const found = statOrNone(path);
    if (found?.isDirectory() === true) {
      if (!name.startsWith('.') && name !== 'node_modules') await findBelow(path, entered, wanted, into);
    } else if (found?.isFile() !== false && wanted.test(name)) {
      into.push({ name: path, isGuess: !sureNames.test(path), size: found?.size });
    }
  }
}

/** A link to nowhere is no folder: opening it says so if its name is that of a recording. */
function statOrNone(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

async function* bytesOf(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

function isMissing(thrown: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(thrown));
}
