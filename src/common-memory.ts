// The memory of this thread in which recordings are looked at by WebAssembly: pieces of files are read into it, so that
// nothing is moved between reading, sifting and recognising.
import { type Assembly, instantiate } from './generated/assembly.js';

export interface CommonMemory extends Assembly {
  /** All of it. */
  readonly bytes: Buffer;
}

let made: { readonly memory: CommonMemory | undefined } | undefined;
let [isLent, isLearnedIn] = [false, false];

/** Made when it is first asked for; `undefined` where there is no WebAssembly, none with SIMD, or no memory for it. */
export function commonMemory(): CommonMemory | undefined {
  made ??= { memory: ownMemory() };
  return made.memory;
}

/** The same for the first who learns; the next ones have memories of their own, to which records are copied. */
export function memoryToLearnIn(): CommonMemory | undefined {
  if (isLearnedIn) return ownMemory();
  isLearnedIn = true;
  return commonMemory();
}

function ownMemory(): CommonMemory | undefined {
  const assembly = instantiate();
  return assembly && { ...assembly, bytes: Buffer.from(assembly.memory.buffer) };
}

/** Where bytes stand in a memory; -1 if they are not in it. */
export function placeIn({ memory }: CommonMemory, bytes: Uint8Array): number {
  return bytes.buffer === memory.buffer ? bytes.byteOffset : -1;
}

/** Room for a piece of a file: in the common memory, for one who reads at a time. */
export interface Room {
  readonly bytes: Buffer;
  giveBack(): void;
}

/** Room for pieces of so many bytes. What is small is read before a memory is made. */
export function roomFor(size: number, isSmall: boolean): Room {
  const memory = isLent || isSmall ? undefined : commonMemory();
  if (memory === undefined || size > memory.pieceSize.value) {
    return { bytes: Buffer.allocUnsafeSlow(size), giveBack: () => undefined };
  }
  isLent = true;
  const { value } = memory.piece;
  return {
    bytes: memory.bytes.subarray(value, value + size),
    giveBack() {
      isLent = false;
    },
  };
}
