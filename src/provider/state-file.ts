// A file that a served provider goes on from after a restart.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { reasonOf, ToolError } from '../errors.ts';
import { isJsonObject, type Json, member } from '../json.ts';
import type { Provider, ProviderSnapshot } from './provider.ts';

/** Reads what an earlier provider was left with; `undefined` when there is no such file yet. */
export function readStateFile(path: string): ProviderSnapshot | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
    throw refuse(path, reasonOf(thrown), thrown);
  }
  const value = parsed(text);
  const [worlds, links] = [member(value, 'worlds'), member(value, 'links')];
  if (member(value, 'v') !== 1 || !isListOfObjects(worlds) || !isListOfObjects(links)) {
    throw refuse(path, 'it is no state file of this version');
  }
  return value as unknown as ProviderSnapshot; // written by `keepStateFile`; whoever edits it by hand must keep its form
}

/** Keeps a file up to date with a provider: written when something has changed, whole or not at all. */
export interface StateFile {
  /** Writes what has changed since the last time. Throws a `ToolError` when the file cannot be written. */
  save(): void;
  /** Saves for the last time. */
  close(): void;
}

/** Saves at once and then again and again. A failure to do so is told and does not stop the provider. */
export function keepStateFile(
  path: string,
  provider: Pick<Provider, 'snapshot'>,
  onError: (thrown: unknown) => void,
): StateFile {
  let written = '';
  const save = (): void => {
    const text = JSON.stringify(provider.snapshot());
    if (text === written) return;
    try {
      // Its links are for their visitors alone. A crash in the middle leaves the file that was there before.
      writeFileSync(`${path}.new`, text, { mode: 0o600 });
      renameSync(`${path}.new`, path);
    } catch (thrown) {
      throw new ToolError('output-unwritable', `The state file \`${path}\` cannot be written: ${reasonOf(thrown)}.`, {
        cause: thrown,
      });
    }
    written = text;
  };
  const saveLater = (costMs: number): NodeJS.Timeout =>
    setTimeout(
      () => {
        const start = performance.now();
        try {
          save();
        } catch (thrown) {
          onError(thrown);
        }
        timer = saveLater(performance.now() - start);
      },
      // Ten thousand links take a while to write: no more than a fiftieth of the time goes into it.
      Math.max(saveEveryMs, costMs * 50),
    ).unref();
  save();
  let timer = saveLater(0);
  return {
    save,
    close: () => {
      clearTimeout(timer);
      save();
    },
  };
}

/** What a crash may lose. */
const saveEveryMs = 500;

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isListOfObjects(value: Json | undefined): boolean {
  return Array.isArray(value) && value.every(isJsonObject);
}

function refuse(path: string, reason: string, cause?: unknown): ToolError {
  return new ToolError(
    'input-unreadable',
    `The state file \`${path}\` cannot be used: ${reason}. Name another one, or delete it to begin anew.`,
    { cause },
  );
}
