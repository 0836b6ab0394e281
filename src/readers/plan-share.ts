// The share of one of several machines or workers, told from the names and sizes of the inputs alone: all come to the
// same plan without speaking to each other.
import { hash } from 'node:crypto';
import { ToolError } from '../errors.ts';
import { latest } from '../latest.ts';
import type { Plan } from '../partial.ts';
import { type FoundInput, type InputSource, sourceOf } from './find-sources.ts';
import type { Range } from './read-file.ts';
import { lineReaderOf } from './read-inputs.ts';
import type { Reader } from './reader.ts';
import { UnreadableError } from './unreadable.ts';

/** Number `index` (from 1) of `of` shares. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** What a share has of one input. */
export interface Take {
  /** The number of the input among all. */
  readonly input: number;
  readonly source: InputSource;
  /** The records that begin in these bytes, and who reads them; absent where it is the whole input. */
  readonly stretch?: Range & { readonly reader: Reader };
}

export interface SharePlan {
  readonly share: Share;
  readonly plan: Plan;
  readonly takes: readonly Take[];
  /** Whether the input is one source alone. */
  readonly isOnly: boolean;
}

/** All bytes in a row, cut into as many pieces of one length. What cannot be split is of the share with its first byte. */
export async function planShare(
  inputs: readonly FoundInput[],
  share: Share,
  candidates: readonly Reader[],
): Promise<SharePlan> {
  return createPlanner(inputs, share.of, candidates)(share.index);
}

/** Makes a function that plans any share, or all from one to another, for whoever has more than one to do. */
export function createPlanner(
  inputs: readonly FoundInput[],
  of: number,
  candidates: readonly Reader[],
): (index: number, last?: number) => Promise<SharePlan> {
  const isStream = inputs.some(({ stdin }) => stdin !== undefined);
  if (isStream && of > 1 && inputs.length > 1) {
    throw new ToolError('usage', '`-` beside other paths cannot be shared: with --shard, stdin is the whole shard.');
  }
  const ends = new Float64Array(inputs.length);
  let total = 0;
  for (const [input, { size = 0 }] of inputs.entries()) {
    total += size;
    ends[input] = total;
  }
  const plan = isStream
    ? { of, input: 'stdin', what: 'stdin' }
    : {
        of,
        input: hash('sha256', JSON.stringify(inputs.map(({ name, size = null }) => [name, size])), 'hex').slice(0, 16),
        what: `${inputs.length} ${inputs.length === 1 ? 'input' : 'inputs'}, ${total} bytes`,
      };
  // One share after the other begins where the last one has ended.
  const splittable = latest((input: FoundInput) => splittableBy(sourceOf(input), candidates));
  return async (index, last = index) => {
    // Nobody can know what the others read from stdin: it is the share.
    const takes = isStream
      ? inputs.map((one, input) => ({ input, source: sourceOf(one) }))
      : await takesOf(
          inputs,
          ends,
          cut(total, index - 1, of),
          last === of ? undefined : cut(total, last, of),
          splittable,
        );
    return { share: { index, of }, plan, takes, isOnly: inputs.length === 1 };
  };
}

async function takesOf(
  inputs: readonly FoundInput[],
  ends: Float64Array,
  from: number,
  to: number | undefined,
  splittable: (input: FoundInput) => Promise<Reader | undefined>,
): Promise<readonly Take[]> {
  const takes: Take[] = [];
  const first = firstBehind(ends, from);
  let begin = ends[first - 1] ?? 0;
  for (let input = first; to === undefined || begin < to; input++) {
    const one = inputs[input];
    if (one === undefined) break;
    const { size = 0 } = one;
    const range = { from: Math.max(from - begin, 0), to: to === undefined ? size : Math.min(to - begin, size) };
    const hasBegin = begin >= from && (to === undefined || begin < to);
    begin += size;
    const isWhole = hasBegin && range.to === size;
    const reader = isWhole || range.from >= range.to ? undefined : await splittable(one);
    const source = sourceOf(one);
    if (reader !== undefined) takes.push({ input, source, stretch: { ...range, reader } });
    else if (hasBegin) takes.push({ input, source });
  }
  return takes;
}

/** The first source that does not end before a byte. */
function firstBehind(ends: Float64Array, byte: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) < byte) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What cannot even be opened is told by the share that has its beginning. */
async function splittableBy(source: InputSource, candidates: readonly Reader[]): Promise<Reader | undefined> {
  try {
    return await lineReaderOf(source, candidates);
  } catch (thrown) {
    if (thrown instanceof UnreadableError) return undefined;
    throw thrown;
  }
}

/** The share in words, for whoever wants to know who does what. */
export function describeShare({ takes, plan, share: { index, of } }: SharePlan): string {
  const pieces = takes.map(({ source: { name }, stretch }) =>
    stretch === undefined ? name : `${name} (what begins in bytes ${stretch.from} to ${stretch.to})`,
  );
  const shown =
    pieces.length > mostShown ? [...pieces.slice(0, mostShown), `${pieces.length - mostShown} more`] : pieces;
  const has = shown.length === 0 ? 'nothing' : shown.join(', ');
  return `shard ${index}/${of} of ${plan.what}, by files and byte ranges: ${has}.`;
}

const mostShown = 5;

function cut(total: number, index: number, of: number): number {
  return Math.floor((total / of) * index);
}
