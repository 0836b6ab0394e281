// Where settings stand in a file. Data is parsed, a module is imported; neither is looked for outside of the folder.
import { existsSync, readFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { reasonOf, ToolError } from '../../errors.ts';
import { isJsonObject, type JsonObject } from '../../json.ts';

/** What a configuration file holds, and how to say where in it. */
export interface Config {
  /** As it was named, or found. */
  readonly file: string;
  readonly content: JsonObject;
  /** `file:line` of the last of some names, each within the one before; `file` where the line cannot be told. */
  place(...names: readonly string[]): string;
}

/** Data only: a module is code, and is run when somebody names it. */
const names = ['json', 'yaml', 'yml'].map(extension => `account-links.config.${extension}`);

/**
 * Reads the file that is named, or the one in the working folder; `undefined` when there is none.
 * Throws a `ToolError` for a file that is missing or not usable, and for two of which nobody knows which is meant.
 */
export async function readConfig(named: string | undefined): Promise<Config | undefined> {
  if (named !== undefined && !existsSync(named)) {
    throw new ToolError('input-missing', `The configuration ${named} does not exist.`);
  }
  const [file, other] = named === undefined ? names.filter(name => existsSync(name)) : [named];
  if (file === undefined) return undefined;
  if (other !== undefined) {
    throw new ToolError('usage', `Both ${file} and ${other} are here: keep one, or name it with --config.`);
  }
  const text = readText(file);
  const content = await parse(file, text);
  if (!isJsonObject(content)) throw new ToolError('usage', `${file} must hold an object of settings.`);
  return { file, content, place: (...path) => `${file}${lineOf(text, path)}` };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    throw new ToolError('input-unreadable', `The configuration ${file} cannot be read: ${reasonOf(thrown)}.`);
  }
}

async function parse(file: string, text: string): Promise<unknown> {
  try {
    switch (extname(file)) {
      case '.mjs':
      case '.js': {
        const module: { readonly default?: unknown } = await import(pathToFileURL(resolve(file)).href);
        // As data, so that nothing behind it changes while it is read.
        return JSON.parse(JSON.stringify(module.default ?? null));
      }
      case '.yaml':
      case '.yml':
        return (await import('yaml')).parse(text, { maxAliasCount: 100, logLevel: 'error' });
      default:
        return JSON.parse(text);
    }
  } catch (thrown) {
    throw new ToolError('usage', `The configuration ${file} cannot be used: ${reasonOf(thrown)}.`, { cause: thrown });
  }
}

/** Where the names stand as keys, one after the other. */
function lineOf(text: string, path: readonly string[]): string {
  const lines = text.split(/\r?\n/);
  let at = 0;
  for (const name of path) {
    const key = new RegExp(`(?<![\\w-])["']?${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}["']?\\s*:`);
    const found = lines.findIndex((line, index) => index >= at && key.test(line));
    if (found < 0) return '';
    at = found;
  }
  return `:${at + 1}`;
}
