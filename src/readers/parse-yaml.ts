// The one door to the YAML parser, opened when the first YAML comes along.
import type { Json } from '../json.ts';
import { UnreadableError } from './unreadable.ts';

/** The value of one item of a block list, given as the bytes of that item. */
export type YamlParser = (bytes: Buffer) => Json;

/**
 * Makes a parser of items one after the other. An item may refer to anchors of the items before it. Bytes (`!binary`)
 * come as text where they are UTF-8 and else as `{base64}`, as a canonical recording has them.
 */
export async function createYamlParser(): Promise<YamlParser> {
  const { parseDocument } = await import('yaml');
  const options = {
    customTags: ['!binary', 'tag:yaml.org,2002:binary'].map(tag => ({ tag, resolve: fromBase64 })),
    logLevel: 'silent',
    prettyErrors: false,
    // A recorder that writes a name twice reads the latter one, as JSON.parse does.
    uniqueKeys: false,
    stringKeys: false,
  } as const;
  /** Items that hold anchors. */
  const anchored: string[] = [];
  let size = 0;

  return bytes => {
    const text = textOf(bytes);
    const isAlias = /(?:^|[\s[{,:-])\*[^\s[\]{},]+/m.test(text);
    const whole = isAlias ? [...anchored, text].join('') : text;
    if (/(?:^|[\s[{,:-])&[^\s[\]{},]+/m.test(text) && size + text.length <= mostAnchored) {
      anchored.push(text);
      size += text.length;
    }
    let list: unknown;
    try {
      const document = parseDocument(whole, options);
      const [error] = document.errors;
      if (error !== undefined) throw new UnreadableError(`broken YAML: ${wordsOf(error.code)}`);
      list = document.toJS({ maxAliasCount: 1000 });
    } catch (cause) {
      if (cause instanceof UnreadableError) throw cause;
      throw new UnreadableError(`broken YAML: ${reasonFor(cause)}`, { cause });
    }
    // What the parser makes of text with these tags is JSON, dates and others of its own being off in its core schema.
    return (Array.isArray(list) ? (list.at(-1) ?? null) : null) as Json;
  };
}

/** More than the header lists that recorders share between their records. */
const mostAnchored = 4 * 1024 * 1024;

function fromBase64(base64: string): string | { readonly base64: string } {
  const bytes = Buffer.from(base64.replace(/\s+/g, ''), 'base64');
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) && !/[^\P{Cc}\t\n\r]/u.test(text)
    ? text
    : { base64: base64.replace(/\s+/g, '') };
}

function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (text.includes('\ufffd') && !Buffer.from(text).equals(bytes)) throw new UnreadableError('not UTF-8');
  return text.replace(/^\ufeff/, '');
}

/** `BAD_INDENT` as words; the messages of the parser quote the text. */
function wordsOf(code: string): string {
  return code.toLowerCase().replaceAll('_', ' ');
}

function reasonFor(cause: unknown): string {
  if (cause instanceof RangeError) return 'it is nested too deeply';
  return cause instanceof ReferenceError ? 'an alias without its anchor, or too many of them' : 'the parser gave up';
}
