// `--failures DIR`: counterexamples are kept there and sent first the next time.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf, ToolError } from '../errors.ts';
import type { Candidate } from '../fuzz/findings.ts';
import { readStored, type Stored, storedText } from '../fuzz/stored.ts';

/** Reads the counterexamples of a folder; none where it does not exist yet. */
export function loadFailures(folder: string): readonly Stored[] {
  try {
    mkdirSync(folder, { recursive: true });
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

/** Keeps a counterexample; the same cause overwrites its earlier one. */
export function saveFailure(folder: string, candidate: Candidate, stripeVersion: string): void {
  const { name, text } = storedText(candidate, stripeVersion);
  writeFileSync(join(folder, name), text);
}
