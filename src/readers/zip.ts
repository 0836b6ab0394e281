// The little of zip that recorders write: stored and deflated files, named in the directory at the end.
import { inflateRawSync } from 'node:zlib';
import { unpack } from './unpack.ts';
import { UnreadableError } from './unreadable.ts';

export interface Zip {
  readonly names: readonly string[];
  /** A file as it is unpacked. */
  open(name: string): AsyncIterable<Uint8Array>;
  /** A small file as a whole; `undefined` where there is none of that name. */
  read(name: string): Buffer | undefined;
}

interface Member {
  readonly method: number;
  readonly packed: number;
  readonly at: number;
}

/** Files that hold one body: what unpacks to more was made to fill our memory. */
const longestFile = 64 * 1024 * 1024;

export function readZip(bytes: Buffer): Zip {
  const members = directoryOf(bytes);
  const packedOf = ({ at, packed }: Member): Buffer => {
    if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== 0x04034b50) throw broken();
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    if (start + packed > bytes.length) throw broken();
    return bytes.subarray(start, start + packed);
  };
  return {
    names: [...members.keys()],
    async *open(name) {
      const member = members.get(name);
      if (member === undefined) throw broken();
      const packed = packedOf(member);
      if (member.method === 0) yield packed;
      else yield* unpack(one(packed), 'deflate');
    },
    read(name) {
      const member = members.get(name);
      if (member === undefined) return undefined;
      const packed = packedOf(member);
      if (member.method === 0) return packed;
      try {
        return inflateRawSync(packed, { maxOutputLength: longestFile });
      } catch (cause) {
        const isLong = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
        const reason = isLong ? 'a file of the zip archive unpacks to more than 64 MiB' : 'the zip archive is corrupt';
        throw new UnreadableError(reason, { cause });
      }
    },
  };
}

function directoryOf(bytes: Buffer): ReadonlyMap<string, Member> {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > bytes.length) throw new UnreadableError('the zip archive is cut off: it has no directory');
  const members = new Map<string, Member>();
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff)
    throw new UnreadableError('it is a zip archive of more than 4 GB: unpack it');
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== 0x02014b50) throw broken();
    const [nameLength, extra, comment] = [28, 30, 32].map(place => bytes.readUInt16LE(at + place));
    const member = {
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      at: bytes.readUInt32LE(at + 42),
    };
    if ((bytes.readUInt16LE(at + 8) & 1) === 1) throw new UnreadableError('the zip archive is encrypted');
    if (member.method !== 0 && member.method !== 8)
      throw new UnreadableError('the zip archive is packed in a rare way');
    const name = bytes.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
    members.set(name, member);
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return members;
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function broken(): UnreadableError {
  return new UnreadableError('the zip archive is corrupt');
}
