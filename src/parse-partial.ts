// A line of text → a partial result. It was written by us, and perhaps cut off, edited or mixed up since.
import { isJsonObject, type Json, member } from './json.ts';
import type { Partial } from './partial.ts';

/** The partial result in a line of text; `undefined` if it is none, or not whole. */
export function parsePartial(text: string): Partial | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isPartial(value) ? value : undefined;
}

type Check = (value: Json | undefined) => boolean;

function isPartial(value: unknown): value is Partial {
  return isJsonObject(value) && partial(value) && isConsistent(value);
}

const isText: Check = value => typeof value === 'string';
const isCount: Check = value => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const optional =
  (check: Check): Check =>
  value =>
    value === undefined || check(value);
const list =
  (check: Check): Check =>
  value =>
    Array.isArray(value) && value.every(check);
const shape =
  (members: { readonly [name: string]: Check }): Check =>
  value =>
    isJsonObject(value) && Object.entries(members).every(([name, check]) => check(member(value, name)));
const named =
  (name: RegExp, check: Check): Check =>
  value =>
    isJsonObject(value) && Object.entries(value).every(([key, one]) => name.test(key) && check(one));

const place = shape({ entry: isCount, line: optional(isCount), offset: optional(isCount), pointer: optional(isText) });
const counts = shape({
  ...{ read: isCount, judged: isCount, conforming: isCount, violating: isCount },
  ...{ otherEndpoint: isCount, unreadable: isCount },
});
const segment = shape({
  ...{ input: isCount, from: isCount, source: isText, lines: isCount, bytes: isCount, counts },
  contracts: list(isText),
  passedOver: optional(isText),
  unreadable: list(shape({ entry: isCount, line: optional(isCount), reason: isText })),
  found: list(shape({ fingerprint: isText, count: isCount, places: list(place) })),
});
const shard = shape({ segments: list(segment), problems: list(shape({ code: isText, message: isText })) });
const finding = shape({
  ...{ rule: isText, message: isText, contract: isText, fingerprint: isText, first: list(isCount) },
  severity: value => value === 'error' || value === 'warning' || value === 'notice',
  party: value => value === 'client' || value === 'provider',
  evidence: value => value === 'documented' || value === 'observed' || value === 'assumed',
  ...{ expected: optional(isText), received: optional(isText), fix: optional(isText), source: optional(isText) },
});
const partial = shape({
  v: value => value === 1,
  basis: shape({ tool: isText, contracts: isText, options: named(/./, isText) }),
  plan: shape({ of: value => isCount(value) && value !== 0 && Number(value) < 1e6, input: isText, what: isText }),
  shards: named(/^[1-9]\d*$/, shard),
  findings: named(/^[0-9a-f]{16}$/, finding),
});

/** Each shard is one of those planned, and what it found is told. */
function isConsistent(value: Json): boolean {
  const { plan, shards, findings } = value as unknown as Partial; // its shape has been checked
  return Object.entries(shards).every(
    ([index, { segments }]) =>
      Number(index) <= plan.of &&
      segments.every(({ found }) => found.every(({ fingerprint }) => findings[fingerprint] !== undefined)),
  );
}
