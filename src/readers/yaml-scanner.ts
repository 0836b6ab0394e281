// The items of one block list of a YAML text, found by their indentation: a cassette need not fit into memory, and one
// broken item must not take the others with it. Recorders write nothing but block lists.
import { createGatherer } from './gatherer.ts';
import { createLineSplitter, type Line } from './line-splitter.ts';
import { type Entry, type EntryFault, type EntryScanner, entryOf } from './list-scanner.ts';

/** @param path - The name of the top-level member that holds the list; none for a text that is a list itself. */
export function createYamlScanner(path: readonly string[], longest: number): EntryScanner {
  const [name] = path;
  const splitter = createLineSplitter(longest);
  const gatherer = createGatherer(longest);
  const opening = name === undefined ? undefined : new RegExp(`^["']?${name}["']?:(.*)$`);
  let state: 'before' | 'list' = name === undefined ? 'list' : 'before';
  let hasList = false;
  /** Columns before the dash of an item; -1 until the first item. */
  let indent = -1;
  let entry = { line: 0, offset: 0 };
  let offset = 0;
  let lineCount = 0;
  let fault: EntryFault | undefined;
  let endsInLine = false;

  const finish = (): Entry[] => {
    if (entry.line === 0) return [];
    const finished = entryOf(entry, gatherer.take());
    entry = { line: 0, offset: 0 };
    return [finished];
  };
  const take = (line: Line): Entry[] => {
    const at = { line: line.number, offset };
    const length = line.bytes?.length ?? 0;
    offset += length + 1;
    lineCount = line.number;
    const start = line.bytes?.toString('utf8', 0, 200).replace(/^\ufeff/, '') ?? '';
    const found: Entry[] = [];
    const isMarker = /^(?:---|\.\.\.)(?:\s|$)/.test(start);
    if (state === 'before') {
      const rest = opening
        ?.exec(start.trimEnd())?.[1]
        ?.replace(/\s#.*$/, '')
        .trim();
      if (rest === undefined) return found;
      hasList = true;
      if (rest === '') state = 'list';
      else if (rest !== '[]') fault ??= { ...at, reason: `\`${name}\` is not a block list, one item a \`-\`` };
      return found;
    }
    const spaces = start.search(/[^ ]/);
    if (indent < 0 && start.trim() === '[]') {
      hasList = true;
      return found;
    }
    const isBlank = start.trim() === '' || (indent < 0 && start.trimStart().startsWith('#'));
    if (isBlank || (isMarker && indent < 0)) {
      if (entry.line > 0) hold(line);
      return found;
    }
    const isItem = /^ *-(?:\s|$)/.test(start) && !isMarker;
    if (isItem && (indent < 0 || spaces === indent)) {
      found.push(...finish());
      indent = spaces;
      hasList = true;
      // At the dash.
      entry = { line: at.line, offset: at.offset + (line.bytes?.indexOf('-') ?? 0) };
    } else if (spaces <= indent && (isMarker || member.test(start))) {
      found.push(...finish());
      state = name === undefined ? 'list' : 'before';
      indent = -1;
      return name === undefined || isMarker ? found : [...found, ...again(line, at)];
    }
    if (entry.line > 0) hold(line);
    else fault ??= { ...at, reason: name === undefined ? 'there is no list' : `\`${name}\` is no list` };
    return found;
  };
  /** The line that ends a list may open the next. */
  const again = (line: Line, at: EntryFault | { readonly line: number; readonly offset: number }): Entry[] => {
    offset = at.offset;
    return take(line);
  };
  const hold = ({ bytes }: Line): void => {
    // A line that is too long makes its entry too long.
    if (bytes === undefined) gatherer.hold(new Uint8Array(longest + 1));
    else gatherer.hold(bytes);
    gatherer.hold(lineEnd);
  };

  return {
    push(chunk) {
      const found: Entry[] = [];
      for (const line of splitter.push(chunk)) found.push(...take(line));
      return found;
    },
    last() {
      const line = splitter.end();
      const isEmpty = line.bytes?.length === 0;
      if (!isEmpty) {
        const found = take(line);
        endsInLine = entry.line > 0;
        if (found.length > 0) return found[0];
      }
      if (endsInLine) {
        fault ??= { ...entry, reason: 'the file ends in the middle of a line: add a line end if it is whole' };
        return undefined;
      }
      return finish()[0];
    },
    end() {
      if (fault !== undefined) return fault;
      if (hasList || (name === undefined && lineCount === 0)) return undefined;
      return { line: 1, offset: 0, reason: name === undefined ? 'there is no list' : `there is no list \`${name}\`` };
    },
  };
}

/** What may follow a list. Anything else is damage, which must cost its item alone and not those behind it. */
const member = /^ *["']?[\w$][^:]*:(?:\s|$)/;

const lineEnd = Buffer.from('\n');
