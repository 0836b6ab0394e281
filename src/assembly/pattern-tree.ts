// Which pattern a text follows: a radix tree, written by src/recognise/pattern-tree.ts.
import { Kind, shapeEnd } from './shapes';

/** A literal text, and the open part that follows it. */
@unmanaged
export class Step {
  length: i32;
  kind: Kind;
  // Behind it its bytes.
}

@unmanaged
export class Node {
  /** Where its steps are told, which stand here up to where patterns part. */
  steps: usize;
  count: i32;
  /** Its first byte; -1 where an open part begins. */
  first: i32;
  /** The first node of those that may come next, or 0: no two begin with the same byte, or with an open part of the same kind. */
  next: usize;
  /** Another one that may stand in its place. */
  other: usize;
  /** What a text means that ends here; 0 if none does. */
  meaning: usize;
}

/** Where the open parts that are kept begin and end, in turn: no pattern has as many. */
export const spans: usize = memory.data(8 * 64, 16);
/** How many there are, times 8. */
let kept: usize = 0;

/** The meaning of the pattern that a text follows; 0 if it follows none. */
export function find(root: Node, from: usize, stop: usize): usize {
  kept = 0;
  return follow(root, from, stop);
}

/** What a text leads to from a node on. Where an open part leads nowhere, a literal text may. */
function follow(root: Node, from: usize, stop: usize): usize {
  let node = root;
  let at = from;
  while (true) {
    at = behindSteps(node, at, stop);
    if (at === 0) return 0;
    if (at === stop) return node.meaning;
    const byte = load<u8>(at) as i32;
    let literal: usize = 0;
    for (let each = node.next; each !== 0; each = changetype<Node>(each).other) {
      const next = changetype<Node>(each);
      if (next.first === byte) literal = each;
      if (next.first >= 0) continue;
      const before = kept;
      const meaning = follow(next, at, stop);
      if (meaning !== 0) return meaning;
      kept = before;
    }
    if (literal === 0) return 0;
    node = changetype<Node>(literal);
  }
}

/** Where the steps of a node end that stand at a place; 0 where they do not. */
function behindSteps(node: Node, from: usize, stop: usize): usize {
  const last = node.steps + 4 * node.count;
  let at = from;
  for (let each = node.steps; each < last; each += 4) {
    const step = changetype<Step>(load<u32>(each));
    const open = at + step.length;
    if (open > stop || !standsAt(changetype<usize>(step) + offsetof<Step>(), step.length, at)) return 0;
    if (step.kind === Kind.none) at = open;
    else {
      at = shapeEnd(step.kind, open, stop);
      if (at === 0) return 0;
      if (step.kind >= Kind.key) keep(open, at);
    }
  }
  return at;
}

function keep(from: usize, stop: usize): void {
  store<u32>(spans + kept, from);
  store<u32>(spans + kept, stop, 4);
  kept += 8;
}

/** Whether the same bytes stand at two places. What is behind them is looked at, and counts for nothing. */
function standsAt(literal: usize, length: usize, at: usize): bool {
  const whole = length & ~15;
  for (let done: usize = 0; done < whole; done += 16) {
    if (v128.any_true(v128.xor(v128.load(literal + done), v128.load(at + done)))) return false;
  }
  const same = i8x16.bitmask(i8x16.eq(v128.load(literal + whole), v128.load(at + whole)));
  return (same | (-1 << ((length & 15) as i32))) === -1;
}
