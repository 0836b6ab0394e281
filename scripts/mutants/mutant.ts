/** One thing broken, and where the tests are that must notice. */
export interface Mutant {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** Parts of the paths of test files. */
  readonly tests: readonly string[];
}

export interface Edit {
  /** Path in the repository. */
  readonly file: string;
  readonly change: (text: string) => string;
}

/** A replacement that fails when there is nothing to replace: a mutant that changes nothing would always survive. */
export function replacing(file: string, what: string | RegExp, by: string): Edit {
  return {
    file,
    change: text => {
      const changed = text.replace(what, () => by);
      if (changed === text) throw new Error(`${file} does not hold ${what}.`);
      return changed;
    },
  };
}
