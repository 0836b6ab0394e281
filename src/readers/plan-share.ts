// The share of one of several machines or workers, told from the names and sizes of the inputs alone: all come to the
// same plan without speaking to each other.
import { hash } from 'node:crypto';
import { ToolError } from '../errors.ts';
import type { Plan } from '../partial.ts';
import type { InputSource } from './find-sources.ts';
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
  sources: readonly InputSource[],
  share: Share,
  candidates: readonly Reader[],
): Promise<SharePlan> {
  const isStream = sources.some(({ isStdin }) => isStdin);
  if (isStream && share.of > 1 && sources.length > 1) {
    throw new ToolError('usage', '`-` beside other paths cannot be shared: with --shard, stdin is the whole shard.');
  }
  const total = sources.reduce((sum, { size = 0 }) => sum + size, 0);
  const { index, of } = share;
  const plan = {
    of,
    input: hash('sha256', JSON.stringify(sources.map(({ name, size = null }) => [name, size])), 'hex').slice(0, 16),
    what: `${sources.length} ${sources.length === 1 ? 'input' : 'inputs'}, ${total} bytes`,
  };
  // Nobody can know what the others read from stdin: it is the share.
  const takes = isStream
    ? sources.map((source, input) => ({ input, source }))
    : await takesOf(sources, cut(total, index - 1, of), index === of ? undefined : cut(total, index, of), candidates);
  return {
    share,
    plan: isStream ? { of, input: 'stdin', what: 'stdin' } : plan,
    takes,
    isOnly: sources.length === 1,
  };
}

async function takesOf(
  sources: readonly InputSource[],
  from: number,
  to: number | undefined,
  candidates: readonly Reader[],
): Promise<readonly Take[]> {
  let begin = 0;
  const takes: Take[] = [];
  for (const [input, source] of sources.entries()) {
    const { size = 0 } = source;
    const range = { from: Math.max(from - begin, 0), to: to === undefined ? size : Math.min(to - begin, size) };
    const hasBegin = begin >= from && (to === undefined || begin < to);
    begin += size;
    const isWhole = hasBegin && range.to === size;
    const reader = isWhole || range.from >= range.to ? undefined : await splittableBy(source, candidates);
    if (reader !== undefined) takes.push({ input, source, stretch: { ...range, reader } });
    else if (hasBegin) takes.push({ input, source });
  }
  return takes;
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
