// Folders of logs as they are met: plain and compressed, of several formats, with lines that are judged, of others, blank and broken.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';

const cases = new URL('../cases/', import.meta.url);
/** Links and keys used twice, retries and guesses are among them; drawn again, each is a repetition of another. */
export const traffic: readonly string[] = ['rules', 'mistakes', 'versions'].flatMap(topic =>
  readdirSync(new URL(`${topic}/`, cases)).flatMap(name => {
    const path = new URL(`${topic}/${name}/traffic.ndjson`, cases);
    return readFileSync(path, 'utf8').trimEnd().split('\n');
  }),
);
const har = readFileSync(new URL('recordings/stripe-node-20.4.0.har', cases));
const cassette = readFileSync(new URL('formats/made/vcrpy.yaml', cases));

/** With two bytes a character, cut off, and in gaps longer than what a shard looks at to know a format. */
const line = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...traffic) },
  fc.constantFrom('', ' ', '\t', 'oops', '{"v":1', '{"request":{"method":"GET","url":"/é"},"response":{}}'),
  fc.constantFrom(...traffic).map(text => text.slice(0, -5)),
  fc.oneof(fc.nat(40), fc.constant(2_000)).map(count => '\n'.repeat(count)),
);

export const logs: fc.Arbitrary<Buffer> = fc
  .tuple(fc.array(line, { maxLength: 20 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, end, isEnded]) => Buffer.from([traffic[0], ...lines].join(end) + (isEnded ? end : '')));

/** The extension of a file, and what is in it. */
export type LogFile = readonly [extension: string, content: Uint8Array];

const file: fc.Arbitrary<LogFile> = fc.oneof(
  { weight: 6, arbitrary: logs.map(content => ['ndjson', content] as const) },
  logs.map(content => ['ndjson.gz', gzipSync(content)] as const),
  fc.constantFrom(
    ['har', har] as const,
    ['yaml', cassette] as const,
    ['json', Buffer.from('{"a":1}')] as const,
    ['ndjson', Buffer.from('')] as const,
    ['ndjson', Buffer.from(' \n')] as const,
    ['ndjson', Buffer.from('\ufeffoops\n')] as const,
  ),
);
export const logFolders: fc.Arbitrary<LogFile[]> = fc.array(file, { minLength: 1, maxLength: 5 });

let folders = 0;
/** Writes the files under `root`, in folders of their own, and tells where. */
export function writeFolder(root: string, files: readonly LogFile[]): string {
  const folder = join(root, String(++folders));
  for (const [index, [extension, content]] of files.entries()) {
    const path = join(folder, `${index % 2}`, `${index}.${extension}`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return folder;
}
