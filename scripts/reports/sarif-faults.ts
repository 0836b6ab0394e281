import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../src/report.ts';
import { sarif } from '../../src/reporters/sarif.ts';
import type { Tools } from './tools.ts';
import { written } from './written.ts';

/** `informationUri` would name a public address of the tool, and there is none that could be named truthfully. */
const known = new Set(['SARIF2005']);

interface Result {
  readonly ruleId: string;
  readonly level?: string;
  readonly message: { readonly text?: string };
}

/** The errors and warnings of Microsoft's validator, with GitHub's rules; its notes are matters of taste. */
export async function sarifFaults(report: Report, { folder, sarif: tool }: Tools): Promise<readonly string[] | string> {
  if (tool === undefined) return 'Microsoft has no validator for this system';
  const [input, output] = [join(folder, 'report.sarif'), join(folder, 'judged.sarif')];
  writeFileSync(input, written(sarif, report));
  const rules = ['--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning', '--kind', 'Fail'];
  const ran = spawnSync(tool, ['validate', input, ...rules, '--output', output, '--log', 'ForceOverwrite'], {
    encoding: 'utf8',
    // Its libraries of languages are not everywhere, and it needs none of them.
    env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
  });
  if (ran.error !== undefined || !/Analysis completed/.test(ran.stdout)) {
    return `the validator does not run here: ${ran.error?.message ?? (ran.stderr || ran.stdout).trim().split('\n')[0]}`;
  }
  const judged: { readonly runs: readonly { readonly results?: readonly Result[] }[] } = JSON.parse(
    readFileSync(output, 'utf8'),
  );
  return judged.runs
    .flatMap(({ results = [] }) => results)
    .filter(
      ({ ruleId, level = 'warning' }) => ['error', 'warning'].includes(level) && !known.has(ruleId.split('/')[0] ?? ''),
    )
    .map(({ ruleId, level, message }) => `${level} ${ruleId}: ${message.text ?? ''}`);
}
