import type { Io } from './io.ts';
import type { Option } from './option.ts';

/** A command of the CLI. What it needs to do its work it imports when it runs: `--help` loads none of it. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly positionals: readonly Positional[];
  /** Real calls, the most usual first. */
  readonly examples: readonly string[];
  readonly options: readonly Option<unknown>[];
  /** Resolves to the exit code. */
  run(args: Args, io: Io): Promise<number>;
}

export interface Positional {
  /** As help shows it: `paths`, `base-url`. */
  readonly name: string;
  readonly summary: string;
  readonly required: boolean;
  /** Takes all that are left; only the last one can. */
  readonly variadic: boolean;
}

/** What was given on the command line, already checked. */
export interface Args {
  readonly positionals: readonly string[];
  /** The value of an option that the command lists. */
  get<T>(option: Option<T>): T;
  /** Who gave each text of an option: `--runs`, `ACCOUNT_LINKS_RUNS`, `account-links.config.json:3`. */
  origins(option: Option<unknown>): readonly string[];
}
