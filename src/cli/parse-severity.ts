import type { Severity } from '../evidence.ts';
import { didYouMean } from './did-you-mean.ts';
import { badValue } from './parse-value.ts';

/** What `--severity` says of one rule. */
export interface SeverityChoice {
  readonly rule: string;
  readonly severity: Severity;
}

const severities: readonly Severity[] = ['error', 'warning', 'notice'];

/** Reads `response/link-host=warning`. Throws a `ToolError` with the code `usage`. */
export function parseSeverity(given: string, name: string): SeverityChoice {
  const at = given.indexOf('=');
  const [rule, level] = [given.slice(0, at).trim(), given.slice(at + 1).trim()];
  if (at < 1) throw badValue(name, 'a rule and its severity, such as `response/link-host=warning`', given);
  const severity = severities.find(one => one === level);
  if (severity !== undefined) return { rule, severity };
  throw badValue(name, `one of ${severities.join(', ')} for \`${rule}\``, level, didYouMean(level, severities));
}
