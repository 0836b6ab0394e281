// Which constraints a run has satisfied and broken, and how often the answer was right.
import { type Constraint, constraintsOf } from '../contract/constraints.ts';
import type { Contract } from '../contract/contract.ts';
import { isJsonObject, type Json, pointerTokens } from '../json.ts';
import type { CoverageRow } from '../report.ts';
import { nameOf } from './family.ts';

export interface Ledger {
  /** Notes an answer to a request that breaks a constraint. */
  broken(constraint: Constraint, isRight: boolean): void;
  /** Notes an answer to a valid request: it satisfies every constraint that applies to what it holds. */
  kept(body: Json, isRight: boolean): void;
  rows(): readonly CoverageRow[];
}

type Count = { sent: number; right: number };

export function createLedger(contract: Contract): Ledger {
  const entries = constraintsOf(contract.request).map(constraint => ({
    constraint,
    path: pointerTokens(constraint.pointer),
    satisfied: { sent: 0, right: 0 },
    violated: { sent: 0, right: 0 },
  }));
  const byId = new Map(entries.map(entry => [entry.constraint.id, entry]));
  return {
    broken({ id }, isRight) {
      const entry = byId.get(id);
      if (entry !== undefined) add(entry.violated, isRight);
    },
    kept(body, isRight) {
      for (const { constraint, path, satisfied } of entries) {
        if (applies(constraint, path, body)) add(satisfied, isRight);
      }
    },
    rows: () =>
      entries.map(({ constraint, satisfied, violated }) => ({
        contract: contract.id,
        constraint: nameOf(constraint),
        satisfied: { ...satisfied },
        violated: { ...violated },
      })),
  };
}

function add(count: Count, isRight: boolean): void {
  count.sent++;
  if (isRight) count.right++;
}

/** Whether a valid body holds what the constraint speaks of. */
function applies({ keyword, member }: Constraint, path: readonly string[], body: Json): boolean {
  if (keyword === 'not' && member !== undefined) {
    // No options of this flow beside those of the other: seen where the other is asked for.
    return isJsonObject(at(body, path.slice(0, -1))) && at(body, path) === undefined;
  }
  const value = at(body, path);
  return keyword === 'additionalProperties' ? isJsonObject(value) : value !== undefined;
}

function at(value: Json | undefined, [token, ...rest]: readonly string[]): Json | undefined {
  if (token === undefined || value === undefined) return value;
  if (Array.isArray(value)) return at(value[token === '*' ? 0 : Number(token)], rest);
  return isJsonObject(value) && Object.hasOwn(value, token) ? at(value[token], rest) : undefined;
}
