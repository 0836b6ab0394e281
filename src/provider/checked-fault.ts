// Faults that come over HTTP, or from code without types: looked at member by member.
import { ToolError } from '../errors.ts';
import { isJsonObject, type Json, member } from '../json.ts';
import { mostEdits } from './edit-json.ts';
import type { Fault } from './fault.ts';

/** A fault that came over HTTP. Throws a `ToolError` when it is none. */
export function faultOf(value: Json): Fault {
  if (!isJsonObject(value)) throw refuse('it is no object');
  if (value['kind'] === 'custom') throw refuse('a `custom` fault is a function, which only the same process can add');
  return checkedFault(value as unknown as Fault); // which looks at each member
}

/** The fault itself, if it is one. Throws a `ToolError` that says what is wrong with it. */
export function checkedFault(fault: Fault): Fault {
  const { kind } = fault;
  if (!Object.hasOwn(members, kind)) throw refuse(`\`kind\` is one of ${Object.keys(members).join(', ')}`);
  const known = { ...reach, ...members[kind] };
  const strange = Object.keys(fault).find(name => !Object.hasOwn(known, name));
  if (strange !== undefined) {
    throw refuse(`it has a member that \`${kind}\` does not; there are kind, ${Object.keys(known).join(', ')}`);
  }
  for (const [name, { isOptional, isRight, words }] of Object.entries(known)) {
    const value: unknown = fault[name as keyof Fault]; // looked at here
    if (value === undefined ? isOptional !== true : !isRight(value)) throw refuse(`\`${name}\` is ${words}`);
  }
  return fault;
}

interface Demand {
  readonly isOptional?: true;
  readonly isRight: (value: unknown) => boolean;
  readonly words: string;
}

const whole = (least: number, most: number): Demand => ({
  isRight: value => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  words: `a whole number from ${least} to ${most}`,
});
const text: Demand = { isRight: value => typeof value === 'string' && value !== '', words: 'a text' };
const anyText: Demand = { isRight: value => typeof value === 'string', words: 'a text' };
const code: Demand = { isRight: value => typeof value === 'function', words: 'a function' };
const optional = (demand: Demand): Demand => ({ ...demand, isOptional: true });

const headers: Demand = {
  isRight: value =>
    isJsonObject(value) &&
    Object.entries(value).every(
      ([name, held]) =>
        /^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(name) &&
        (held === null || (typeof held === 'string' && /^[\t\x20-\x7e\x80-\xff]*$/.test(held))),
    ),
  words: 'an object of header names and their values, or null for none',
};

const edits: Demand = {
  isRight: value => Array.isArray(value) && value.length <= mostEdits && value.every(isEdit),
  words: `a list of at most ${mostEdits} operations of JSON Patch, such as {"op": "remove", "path": "/livemode"}`,
};

const answerTypes: Readonly<Record<string, string>> = { success: 'boolean', status: 'number', code: 'string' };

const when: Demand = {
  isRight: value =>
    isJsonObject(value) &&
    Object.entries(value).every(
      ([name, held]) => Object.hasOwn(answerTypes, name) && typeof held === answerTypes[name],
    ),
  words: 'what the answer is: {"success": true}, {"status": 200}, {"code": "not_found"} or some of these',
};

const where: Demand = {
  isRight: value => isJsonObject(value) && Object.keys(value).every(isPointer),
  words: 'what the body holds: {"/use_case/type": "account_update"}',
};

const kindOfFault: Demand = { isRight: () => true, words: '' };

const reach: Readonly<Record<string, Demand>> = {
  kind: kindOfFault,
  times: optional(whole(1, 1_000_000)),
  every: optional(whole(1, 1_000_000)),
  after: optional(whole(0, 1_000_000)),
  account: optional(text),
  where: optional(where),
};

const ofAnswer = { when: optional(when) };

const members: { readonly [kind in Fault['kind']]: Readonly<Record<string, Demand>> } = {
  latency: { ms: whole(0, 600_000) },
  outcome: { status: whole(400, 599), code: text, message: optional(text) },
  'rate-limit': { limit: whole(0, 10_000), seconds: whole(1, 86_400) },
  request: { edits: optional(edits), headers: optional(headers) },
  answer: {
    ...ofAnswer,
    status: optional(whole(200, 599)),
    headers: optional(headers),
    body: optional(anyText),
    edits: optional(edits),
  },
  reset: ofAnswer,
  truncate: ofAnswer,
  stall: ofAnswer,
  hang: ofAnswer,
  garbage: ofAnswer,
  length: { ...ofAnswer, by: whole(-1000, 1000) },
  custom: { name: optional(text), answer: optional(code), send: optional(code) },
};

function isEdit(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const { op, path } = value;
  if (typeof path !== 'string' || !isPointer(path)) return false;
  switch (op) {
    case 'add':
    case 'replace':
      return hasOnly(value, 'op', 'path', 'value') && value['value'] !== undefined;
    case 'remove':
      return hasOnly(value, 'op', 'path') && path !== '';
    case 'copy':
    case 'move': {
      const from = member(value, 'from');
      // Into itself it would have no end.
      const isRight = typeof from === 'string' && isPointer(from) && !`${path}/`.startsWith(`${from}/`);
      return hasOnly(value, 'op', 'path', 'from') && isRight;
    }
    default:
      return false;
  }
}

function hasOnly(value: object, ...names: readonly string[]): boolean {
  return Object.keys(value).every(name => names.includes(name));
}

function isPointer(pointer: string): boolean {
  return /^(?:\/(?:[^~/]|~[01])*)*$/.test(pointer);
}

function refuse(reason: string): ToolError {
  return new ToolError('usage', `The fault cannot be set: ${reason}. Such as {"kind": "latency", "ms": 200}.`);
}
