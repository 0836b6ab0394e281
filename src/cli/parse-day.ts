import { ToolError } from '../errors.ts';

/** A day of the calendar as `2026-01-31`. Throws a `ToolError` with the code `usage`. */
export function parseDay(given: string, name: string): string {
  const day = new Date(`${given}T00:00:00Z`);
  const isDay = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(given) && given.length === 10;
  if (isDay) return given;
  throw new ToolError('usage', `--${name} takes a day such as 2026-01-31, not \`${given}\`.`);
}
