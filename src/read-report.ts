// Reports that were stored, by this version or an earlier one. What a later version adds is kept; what it may have
// changed the meaning of is refused.
import { reasonOf, ToolError } from './errors.ts';
import { isJsonObject, type Json, type JsonObject, member } from './json.ts';
import type { Report } from './report.ts';

/** What stands at a place: a type, one of some words, a list (`each`), a map (`values`), or an object with its members; `?` may be absent. */
type Shape = 'string' | 'number' | readonly string[] | { readonly [name: string]: Shape };

const severity = ['error', 'warning', 'notice'];
const place: Shape = { source: 'string', entry: 'number', 'line?': 'number', 'pointer?': 'string' };
const cell: Shape = { sent: 'number', right: 'number' };

const shape: Shape = {
  tool: { name: ['account-links'], version: 'string' },
  command: 'string',
  verdict: ['pass', 'fail', 'none'],
  contracts: { each: 'string' },
  summary: {
    exchanges: {
      ...{ read: 'number', judged: 'number', conforming: 'number' },
      ...{ violating: 'number', otherEndpoint: 'number', unreadable: 'number' },
    },
    findings: { error: 'number', warning: 'number', notice: 'number' },
    cases: {
      each: {
        ...{ leg: ['validate', 'fuzz', 'verify'], name: 'string', 'detail?': 'string' },
        ...{ result: ['passed', 'failed', 'pending', 'not-tested'], exchanges: 'number', findings: { each: 'string' } },
      },
    },
    problems: { each: { code: 'string', message: 'string' } },
    'notes?': { each: 'string' },
    'fuzz?': {
      ...{ seed: 'number', requests: 'number', phases: { values: 'number' } },
      coverage: {
        percent: 'number',
        rows: { each: { contract: 'string', constraint: 'string', satisfied: cell, violated: cell } },
      },
    },
    'accepted?': {
      each: {
        ...{ fingerprint: 'string', rule: 'string', severity, count: 'number' },
        ...{ reason: 'string', owner: 'string', expires: 'string' },
      },
    },
  },
  findings: {
    each: {
      ...{ rule: 'string', severity, party: ['client', 'provider'], evidence: ['documented', 'observed', 'assumed'] },
      ...{ message: 'string', at: place, 'expected?': 'string', 'received?': 'string', 'fix?': 'string' },
      ...{ 'source?': 'string', 'reproduce?': { each: 'string' }, contract: 'string', fingerprint: 'string' },
      ...{ count: 'number', 'more?': { each: place }, 'overridden?': { from: severity, by: 'string' } },
    },
  },
};

/** Reads a report of `--reporter json`. Throws a `ToolError` that names the file and what is wrong with it. */
export function readReport(text: string, file: string): Report {
  const report = parsed(text, file);
  const version = member(report, 'schemaVersion');
  if (!isJsonObject(report) || typeof version !== 'number') throw unreadable(file, 'is no report of `--reporter json`');
  if (version !== 1) {
    const advice = 'Read it with the version of account-links that wrote it, or a later one.';
    throw unreadable(file, `has the schemaVersion ${version}, and this version knows 1`, advice);
  }
  const known = withoutEarlyFuzz(report);
  const fault = faultOf(known, shape, '');
  if (fault !== undefined) throw unreadable(file, `is no whole report: ${fault}`);
  return known as unknown as Report; // `shape` has looked at every member that it names
}

/** The first reports of version 1 counted constraints otherwise: what nobody can show any more is left out. */
function withoutEarlyFuzz(report: JsonObject): JsonObject {
  const { summary } = report;
  if (!isJsonObject(summary ?? null) || member(member(summary, 'fuzz'), 'constraints') === undefined) return report;
  const { fuzz: _, ...kept } = summary as JsonObject; // an object, as was just seen
  return { ...report, summary: kept };
}

function faultOf(value: Json | undefined, wanted: Shape, at: string): string | undefined {
  if (typeof wanted === 'string') return typeof value === wanted ? undefined : `\`${at}\` must be a ${wanted}`;
  if (isWords(wanted)) {
    return wanted.some(word => word === value) ? undefined : `\`${at}\` must be one of ${wanted.join(', ')}`;
  }
  const { each, values, ...members } = wanted;
  if (each !== undefined) {
    if (!Array.isArray(value)) return `\`${at}\` must be a list`;
    return firstOf(value.map((one: Json, index) => () => faultOf(one, each, `${at}/${index}`)));
  }
  if (value === undefined || !isJsonObject(value)) return `\`${at || '/'}\` must be an object`;
  if (values !== undefined) {
    return firstOf(
      Object.entries(value).map(
        ([name, one]) =>
          () =>
            faultOf(one, values, `${at}/${name}`),
      ),
    );
  }
  return firstOf(
    Object.entries(members).map(([key, inner]) => () => {
      const name = key.replace('?', '');
      const held = Object.hasOwn(value, name) ? value[name] : undefined;
      return held === undefined && name !== key ? undefined : faultOf(held, inner, `${at}/${name}`);
    }),
  );
}

function firstOf(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const fault = check();
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function isWords(wanted: Shape): wanted is readonly string[] {
  return Array.isArray(wanted);
}

function parsed(text: string, file: string): Json {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw unreadable(file, `is no JSON: ${reasonOf(thrown)}`);
  }
}

function unreadable(file: string, what: string, advice = 'Make one with `--reporter json=report.json`.'): ToolError {
  return new ToolError('input-unreadable', `${file === '-' ? 'What stdin holds' : file} ${what}. ${advice}`);
}
