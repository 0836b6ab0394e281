// What Pact's verifier reports, as data: by interaction, in our words for places.
import { ToolError } from '../errors.ts';
import { type Json, type JsonObject, member, pointerToken } from '../json.ts';
import { redactText } from '../redact.ts';

/** One way in which an answer differs from what the interaction says. */
export interface Mismatch {
  /** JSON pointer into the exchange: `/response/status`, `/response/headers/…`, `/response/body/…`. */
  readonly at: string;
  readonly expected: string;
  readonly actual: string;
  readonly message: string;
}

/** What the verifier found for an interaction; `error` where it could not compare. */
export interface Verdict {
  readonly mismatches: readonly Mismatch[];
  readonly error?: string;
}

/** Reads the verifier's report into verdicts by the number of the interaction. Throws a `ToolError` for another text. */
export function readReport(text: string): ReadonlyMap<number, Verdict> {
  const report = parse(text);
  const verdicts = new Map<number, Verdict>();
  const failures = new Map<number, Json>();
  for (const failure of listAt(report, 'errors')) {
    const [, number] = / - (\d+)$/.exec(textAt(failure, 'interaction')) ?? [];
    if (number === undefined) throw broken('an error belongs to no interaction');
    failures.set(Number(number), member(failure, 'mismatch') ?? null);
  }
  for (const result of listAt(report, 'interactionResults')) {
    const number = Number(textAt(result, 'description'));
    const isMatch = member(result, 'result') === 'OK';
    verdicts.set(number, isMatch ? { mismatches: [] } : readFailure(failures.get(number) ?? null));
  }
  return verdicts;
}

function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    throw broken(redactText(text.slice(0, 200))); // a complaint about the configuration, in plain text
  }
}

function readFailure(failure: Json): Verdict {
  const mismatches = listAt(failure, 'mismatches').map(readMismatch).sort(statusFirst);
  if (mismatches.length > 0) return { mismatches };
  return { mismatches, error: redactText(textAt(failure, 'message')) || 'the verifier gave no reason' };
}

/** Most of what differs in a body follows from the status. */
function statusFirst(a: Mismatch, b: Mismatch): number {
  return rank(a.at) - rank(b.at) || (a.at < b.at ? -1 : Number(a.at > b.at));
}

function rank(at: string): number {
  return ['/response/status', '/response/headers', '/response/body'].findIndex(place => at.startsWith(place));
}

function readMismatch(mismatch: Json): Mismatch {
  return {
    at: placeOf(mismatch),
    expected: textAt(mismatch, 'expected'),
    actual: textAt(mismatch, 'actual'),
    message: textAt(mismatch, 'mismatch'),
  };
}

function placeOf(mismatch: Json): string {
  switch (member(mismatch, 'type')) {
    case 'StatusMismatch':
      return '/response/status';
    case 'HeaderMismatch':
      return `/response/headers/${pointerToken(textAt(mismatch, 'key').toLowerCase())}`;
    case 'BodyTypeMismatch':
      return '/response/headers/content-type';
    default:
      return `/response/body${pointerOf(textAt(mismatch, 'path'))}`;
  }
}

/** `$.use_case['type'][0]` → `/use_case/type/0`. */
function pointerOf(path: string): string {
  const tokens = path.matchAll(/\.([^.[\]]+)|\['((?:[^'\\]|\\.)*)'\]|\[(\d+|\*)\]/g);
  return [...tokens].map(([, name, quoted, index]) => `/${pointerToken(name ?? quoted ?? index ?? '')}`).join('');
}

function listAt(value: Json, name: string): readonly Json[] {
  const found = member(value, name);
  return Array.isArray(found) ? found : [];
}

/** Text as it is, anything else as JSON. */
function textAt(value: Json | JsonObject, name: string): string {
  const found = member(value, name);
  return typeof found === 'string' ? found : found === undefined ? '' : JSON.stringify(found);
}

function broken(reason: string): ToolError {
  return new ToolError('pact-failed', `The report of Pact's verifier cannot be read: ${reason}.`);
}
