/** What shows UTF-8 wherever it runs, and how it says so. */
const telling: readonly string[] = ['WT_SESSION', 'GITHUB_ACTIONS', 'GITLAB_CI', 'CIRCLECI', 'BUILDKITE', 'TF_BUILD'];

/**
 * Whether more than ASCII can be shown: what was said; else what the locale says (`LC_ALL`, `LC_CTYPE`, `LANG`, the
 * first that is set); else whether a terminal or a CI is there that always can. Who does not know gets ASCII: a console
 * with the code page 1252 or 437 shows anything else as rubbish.
 */
export function knowsUnicode(said: boolean | undefined, env: { readonly [name: string]: string | undefined }): boolean {
  if (said !== undefined) return said;
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'];
  if (locale) return /utf-?8/i.test(locale);
  return telling.some(name => Boolean(env[name])) || env['TERM_PROGRAM'] === 'vscode';
}
