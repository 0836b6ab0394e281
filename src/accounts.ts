import { readFileSync } from 'node:fs';
import { reasonOf, ToolError } from './errors.ts';
import { isJsonObject, type Json, type JsonObject, member } from './json.ts';

/** An account and the configurations that are applied to it, such as `['merchant', 'recipient']`. */
export interface Account {
  readonly id: string;
  readonly configurations: readonly string[];
}

/** What exists on a provider that has no states to set up. */
export interface AccountsFile {
  readonly accounts: readonly Account[];
  /** The id of an account that does not exist. */
  readonly unknown?: string;
}

/** Reads an accounts file. Throws a `ToolError` when it is missing, is not JSON or does not have the form we need. */
export function readAccountsFile(path: string): AccountsFile {
  const refuse = (reason: string) =>
    new ToolError(
      'input-unreadable',
      `The accounts file \`${path}\` cannot be used: ${reason}. It must look like ` +
        '{"accounts": [{"id": "acct_…", "configurations": ["recipient"]}], "unknown": "acct_…"}.',
    );
  const content = parse(readText(path), refuse);
  const list = member(content, 'accounts');
  if (!isJsonObject(content) || !Array.isArray(list)) throw refuse('it has no list `accounts`');
  const strange = Object.keys(content).find(name => !['accounts', 'unknown', '$schema', '$comment'].includes(name));
  if (strange !== undefined) throw refuse(`it has a member \`${strange}\` that nobody reads`);
  const accounts = list.map((value, index) => toAccount(value, `accounts[${index}]`, refuse));
  const ids = accounts.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw refuse(`it lists \`${twice}\` twice`);
  return { accounts, ...toUnknown(content, ids, refuse) };
}

type Refuse = (reason: string) => ToolError;

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    throw new ToolError('input-missing', `The accounts file \`${path}\` cannot be read: ${reasonOf(thrown)}.`, {
      cause: thrown,
    });
  }
}

function parse(text: string, refuse: Refuse): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (thrown) {
    throw refuse(`it is not JSON (${reasonOf(thrown)})`);
  }
}

function toAccount(value: Json, place: string, refuse: Refuse): Account {
  const id = member(value, 'id');
  const configurations = member(value, 'configurations');
  if (typeof id !== 'string' || id === '') throw refuse(`\`${place}.id\` is not the id of an account`);
  if (!Array.isArray(configurations) || !configurations.every(one => typeof one === 'string')) {
    throw refuse(`\`${place}.configurations\` is not a list of names`);
  }
  return { id, configurations };
}

function toUnknown(content: JsonObject, ids: readonly string[], refuse: Refuse): Pick<AccountsFile, 'unknown'> {
  const unknown = content['unknown'];
  if (unknown === undefined) return {};
  if (typeof unknown !== 'string' || unknown === '') throw refuse('`unknown` is not the id of an account');
  if (ids.includes(unknown)) throw refuse(`\`unknown\` names \`${unknown}\`, which is among the accounts`);
  return { unknown };
}
