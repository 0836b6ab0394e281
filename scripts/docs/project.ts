/** A project that has the package installed, and the folders where its programs are looked for first. */
export interface Project {
  readonly folder: string;
  readonly path: readonly string[];
}

/** That of a reader, without what CI, a terminal or this run of tests adds. */
export function environment({ path }: Project): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(?:CI|COLUMNS|LC_.*|LANG|.*FORCE_COLOR|GITHUB_.*|GITLAB_.*|NODE_.*|ACCOUNT_LINKS_.*|npm_.*)$/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    PATH: [...path, process.env['PATH']].join(':'),
    NO_COLOR: '1',
    ACCOUNT_LINKS_UNICODE: 'true',
    ACCOUNT_LINKS_SEED: '1',
    npm_config_loglevel: 'error',
  };
}
