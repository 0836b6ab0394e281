// What the values of options are made of. Each throws a `ToolError` with the code `usage` that names the option.
import { ToolError } from '../errors.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Parse } from './option.ts';

export function parseText(given: string, name: string): string {
  if (given.trim() === '') throw badValue(name, 'a value', given);
  return given;
}

/** A parser of whole numbers between two bounds. */
export function parseInteger(min: number, max: number = Number.MAX_SAFE_INTEGER): Parse<number> {
  const range = max === Number.MAX_SAFE_INTEGER ? `from ${min} on` : `from ${min} to ${max}`;
  const parse = (given: string, name: string): number => {
    const value = Number(given);
    if (!/^-?\d+$/.test(given) || value < min || value > max) throw badValue(name, `a whole number ${range}`, given);
    return value;
  };
  return Object.assign(parse, { accepts: { type: 'integer', minimum: min, maximum: max } as const });
}

/** A parser of one of a few words. */
export function parseChoice<const T extends string>(choices: readonly T[]): Parse<T> {
  const parse = (given: string, name: string): T => {
    const chosen = choices.find(choice => choice === given);
    if (chosen === undefined) throw badValue(name, `one of ${choices.join(', ')}`, given, didYouMean(given, choices));
    return chosen;
  };
  return Object.assign(parse, { accepts: { enum: choices } });
}

/** A usage error that names the option, what it takes and what it got. */
export function badValue(name: string, takes: string, given: string, advice = ''): ToolError {
  return new ToolError('usage', `--${name} takes ${takes}, not \`${given}\`.${advice}`);
}
