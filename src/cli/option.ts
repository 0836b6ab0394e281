// The kinds of options. Each reads its own text, because yargs turns `--port abc` into NaN and a repeated option into a
// list without a word.

/** An option and how its value is read. Commands share them. */
export interface Option<out T> extends OptionText {
  /** A flag has no value and can be negated: `--color`, `--no-color`. */
  readonly kind: 'value' | 'flag';
  readonly repeatable: boolean;
  /** In a file an object, each member of which is one text, `name=value`. */
  readonly isMap?: true;
  /** Which texts it takes, as far as a JSON Schema can say; any if absent. */
  readonly accepts?: Accepts;
  /** What help names as the default. */
  readonly fallback?: string;
  /** Reads the texts in the order given, none when the option is absent. Throws a `ToolError` with the code `usage`. */
  read(texts: readonly string[]): T;
}

/** What an editor can check of a value. */
export type Accepts =
  | { readonly type: 'integer'; readonly minimum: number; readonly maximum?: number }
  | { readonly enum: readonly string[] }
  | { readonly type: 'string'; readonly pattern: string };

/** Reads a text. Throws a `ToolError` with the code `usage`. */
export type Parse<T> = ((given: string, name: string) => T) & { readonly accepts?: Accepts };

export interface OptionText {
  readonly name: string;
  /** What stands for the value in help: `N`, `FILE`. */
  readonly value?: string;
  readonly summary: string;
}

/** An option that takes one value. */
export function valueOption<T>(text: OptionText, parse: Parse<T>): Option<T | undefined> {
  return {
    ...text,
    ...acceptsOf(parse),
    kind: 'value',
    repeatable: false,
    read: ([given]) => (given === undefined ? undefined : parse(given, text.name)),
  };
}

/** An option that may be given several times. */
export function listOption<T>(text: OptionText, parse: Parse<T>): Option<readonly T[]> {
  return {
    ...text,
    ...acceptsOf(parse),
    kind: 'value',
    repeatable: true,
    read: texts => texts.map(given => parse(given, text.name)),
  };
}

function acceptsOf({ accepts }: Parse<unknown>): { readonly accepts?: Accepts } {
  return accepts === undefined ? {} : { accepts };
}

export function flagOption(text: OptionText): Option<boolean | undefined> {
  return {
    ...text,
    kind: 'flag',
    repeatable: false,
    read: ([given]) => (given === undefined ? undefined : given === 'true'),
  };
}

/** The option with a value for when it is absent. */
export function withDefault<T>(option: Option<T | undefined>, fallback: T): Option<T> {
  const read = (texts: readonly string[]) => option.read(texts) ?? fallback;
  return { ...option, ...(option.kind === 'flag' ? {} : { fallback: String(fallback) }), read };
}
