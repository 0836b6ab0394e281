// The blocks of a Markdown document that do something: files to write, and commands to run with what they print.

export type Block =
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | {
      readonly kind: 'console';
      readonly show: Show;
      readonly commands: readonly string[];
      /** Where the lines within the fence are, to be replaced. */
      readonly from: number;
      readonly to: number;
    };

/** Which lines of the last output of a block are shown: ```console head=3 find="error" lines=8 tail=1 */
export interface Show {
  readonly head: number;
  readonly find: string | undefined;
  readonly lines: number;
  readonly tail: number;
}

export const all: Show = { head: Number.POSITIVE_INFINITY, find: undefined, lines: 0, tail: 0 };

const fence = /^(?:<!-- file: (?<name>[\w./-]+) -->\n+)?```(?<language>\w+)(?<info>[^\n]*)\n(?<text>.*?)^```$/gms;

/** Every block of ```console, and every one that a comment `<!-- file: NAME -->` stands before. */
export function blocksOf(markdown: string): readonly Block[] {
  return [...markdown.matchAll(fence)].flatMap((match): Block[] => {
    const { name, language, info = '', text = '' } = match.groups ?? {};
    if (name !== undefined) return [{ kind: 'file', name, text }];
    if (language !== 'console') return [];
    const to = match.index + match[0].length - '```'.length;
    return [{ kind: 'console', show: showOf(info), commands: commandsOf(text), from: to - text.length, to }];
  });
}

/** Lines that begin with `$ `, and those that they go on in. */
function commandsOf(text: string): readonly string[] {
  return [...text.matchAll(/^\$ ((?:[^\n]*\\\n)*[^\n]*)$/gm)].map(([, command = '']) => command);
}

function showOf(info: string): Show {
  const of = (name: string): string | undefined =>
    new RegExp(`\\b${name}=(?:"([^"]*)"|(\\S+))`).exec(info)?.slice(1).find(Boolean);
  const [head, find, lines, tail] = [of('head'), of('find'), of('lines'), of('tail')];
  if (head === undefined && find === undefined && tail === undefined) return all;
  return { head: Number(head ?? 0), find, lines: Number(lines ?? 1), tail: Number(tail ?? 0) };
}

/** The lines to show, and `…` where some are left out. Throws when what is looked for is not there. */
export function shownLines(output: string, { head, find, lines, tail }: Show): readonly string[] {
  const said = output.replace(/\n+$/, '').split('\n');
  if (output.trim() === '') return [];
  const at = find === undefined ? 0 : said.findIndex(line => line.includes(find));
  if (at === -1) throw new Error(`No line with "${find}" in:\n${output}`);
  const isShown = (index: number): boolean =>
    index < head || (find !== undefined && index >= at && index < at + lines) || index >= said.length - tail;
  return said.flatMap((line, index) => {
    if (isShown(index)) return [line];
    return index === 0 || isShown(index - 1) ? ['…'] : [];
  });
}
