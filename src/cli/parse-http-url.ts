import { ToolError } from '../errors.ts';

/** An http or https URL without user information, query and fragment. Throws a `ToolError` with the code `usage`. */
export function parseHttpUrl(given: string, name: string): URL {
  const refuse = (reason: string) =>
    new ToolError(
      'usage',
      `${name} takes a URL such as http://127.0.0.1:12111, not \`${withoutUser(given)}\`: ${reason}.`,
    );
  if (!URL.canParse(given)) throw refuse('it is not a URL');
  const url = new URL(given);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refuse('it must begin with http:// or https://');
  if (url.username !== '' || url.password !== '') throw refuse('name the key with --api-key-env');
  if (url.search !== '' || url.hash !== '') throw refuse('it must have no query and no fragment');
  return url;
}

function withoutUser(given: string): string {
  return given.replace(/\/\/.*@/, '//');
}
