import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Catalogue } from '../contract/contract.ts';
import { reasonOf } from '../errors.ts';
import { type Pact, parsePact, unreadable } from './pact.ts';

/** Which pacts to load. */
export interface PactChoice {
  /** A file or a folder; the pacts of this package when absent. */
  readonly path?: string;
  /** Of the pacts of this package, those of these contracts; all when absent. */
  readonly contracts?: readonly string[];
}

const committed = fileURLToPath(new URL('../../pacts/', import.meta.url));

/** Loads pacts, in order of their names. Throws a `ToolError` when one cannot be read, is none, or none is there. */
export function loadPacts(catalogue: Catalogue, choice: PactChoice = {}): readonly Pact[] {
  const { path, contracts = catalogue.contracts.map(({ id }) => id) } = choice;
  if (path === undefined) return contracts.map(id => load(join(committed, `${id}.json`), `${id}.json`, catalogue));
  return filesAt(path).map(file => load(file, file, catalogue));
}

function filesAt(path: string): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const names = readdirSync(path).filter(name => name.endsWith('.json'));
    if (names.length > 0) return names.sort().map(name => join(path, name));
  } catch (thrown) {
    throw unreadable(path, reasonOf(thrown), thrown);
  }
  throw unreadable(path, 'the folder holds no .json file');
}

function load(file: string, source: string, catalogue: Catalogue): Pact {
  return parsePact(read(file, source), source, catalogue);
}

function read(file: string, source: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    throw unreadable(source, reasonOf(thrown), thrown);
  }
}
