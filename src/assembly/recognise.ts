// Whether a record is like an example, and what is compared of it: src/recognise/ writes the examples into the memory.
import { find, Node, spans } from './pattern-tree';
import { mayHoldSign } from './secret-signs';
import { mixed, sumOf, textNumber } from './text-number';

/** What must hold between the open values of a record, and which of them are compared: each by its number, or -1. */
@unmanaged
class Likeness {
  /** Of a link when it was created, and when it expires. */
  created: i32;
  expires: i32;
  key: i32;
  id: i32;
  account: i32;
  /** How many values are leaves of the request body, of which it holds what else is in it. */
  leaves: i32;
  body: u64;
  echoes: i32;
  told: i32;
  // Behind it, of each leaf its path and its value, as two numbers of 64 bits; of each pair of values that are equal in
  // the example their numbers; and those that are told, which a secret must not be.
}

export { spans };

/** What `compare` has made. */
@unmanaged
class Compared {
  key: f64;
  id: f64;
  account: f64;
  created: f64;
  body: f64;
}
export const compared: usize = memory.data(40, 8);

/** What a record follows, and keeps to; 0 if nothing. One more if a value of it may be a secret. */
export function recognise(root: usize, from: usize, stop: usize): usize {
  const found = find(changetype<Node>(root), from, stop);
  if (found === 0) return 0;
  const likeness = changetype<Likeness>(found);
  if (likeness.created >= 0 && !isLater(likeness.expires, likeness.created)) return 0;
  const echoes = behind(likeness) + 16 * likeness.leaves;
  const told = echoes + 8 * likeness.echoes;
  for (let pair = echoes; pair < told; pair += 8) {
    if (!areEqual(load<i32>(pair), load<i32>(pair, 4))) return 0;
  }
  const end = told + 4 * likeness.told;
  for (let each = told; each < end; each += 4) {
    const value = load<i32>(each);
    if (mayHoldSign(startOf(value), stopOf(value))) return found + 1;
  }
  return found;
}

/** Makes the numbers of the record that was recognised last. */
export function compare(found: usize): void {
  const likeness = changetype<Likeness>(found);
  const numbers = changetype<Compared>(compared);
  numbers.key = numberOf(likeness.key);
  numbers.id = numberOf(likeness.id);
  numbers.account = numberOf(likeness.account);
  numbers.created = numberOf(likeness.created);
  let body = likeness.body;
  const first = behind(likeness);
  const end = first + 16 * likeness.leaves;
  for (let leaf = first; leaf < end; leaf += 16) {
    const value = load<u64>(leaf, 8) as i32;
    body = sumOf(body, mixed(load<u64>(leaf), textNumber(startOf(value), stopOf(value))));
  }
  numbers.body = body as f64;
}

function behind(likeness: Likeness): usize {
  return changetype<usize>(likeness) + offsetof<Likeness>();
}

function numberOf(value: i32): f64 {
  return value < 0 ? 0 : (textNumber(startOf(value), stopOf(value)) as f64);
}

function startOf(value: i32): usize {
  return load<u32>(spans + 8 * value);
}

function stopOf(value: i32): usize {
  return load<u32>(spans + 8 * value, 4);
}

function areEqual(one: i32, other: i32): bool {
  const from = startOf(one);
  const length = stopOf(one) - from;
  return stopOf(other) - startOf(other) === length && memory.compare(from, startOf(other), length) === 0;
}

/** Whether one of two times, which are of one length, is behind the other. */
function isLater(one: i32, other: i32): bool {
  const from = startOf(one);
  return memory.compare(from, startOf(other), stopOf(one) - from) > 0;
}
