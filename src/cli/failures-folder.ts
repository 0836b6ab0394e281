// `--failures DIR`: counterexamples are kept there and sent first the next time.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { reasonOf, ToolError } from '../errors.ts';
import type { Candidate } from '../fuzz/findings.ts';
import { readStored, type Stored, storedText } from '../fuzz/stored.ts';

/** Reads the counterexamples of a folder; none where it does not exist yet. */
export function loadFailures(folder: string): readonly Stored[] {
  try {
    makeFolder(folder);
    const names = readdirSync(folder).filter(name => name.endsWith('.json'));
    return names.sort().map(name => readStored(readFileSync(join(folder, name), 'utf8'), join(folder, name)));
  } catch (thrown) {
    if (thrown instanceof ToolError) throw thrown;
    throw new ToolError(
      'output-unwritable',
      `The folder ${folder} of --failures cannot be used: ${reasonOf(thrown)}.`,
      { cause: thrown },
    );
  }
}

/** Makes a folder, and those above it. Node's own way turns for ever where there can be none, as in `/proc`. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (thrown) {
    if (isOfCode(thrown, 'EEXIST')) return; // of a file reading it as a folder tells
    if (!isOfCode(thrown, 'ENOENT') || dirname(folder) === folder) throw thrown;
    makeFolder(dirname(folder));
    mkdirSync(folder);
  }
}

function isOfCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code;
}

/** Keeps a counterexample; the same cause overwrites its earlier one. */
export function saveFailure(folder: string, candidate: Candidate, stripeVersion: string): void {
  const { name, text } = storedText(candidate, stripeVersion);
  writeFileSync(join(folder, name), text);
}
