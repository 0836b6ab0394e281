// `npm run reports`: what the reporters write, judged by the schemas and tools of others: Jenkins' XSD, Microsoft's SARIF
// validator with GitHub's rules, HTML and JSON Schema validators, the parser of GitHub's Markdown, GitHub's own writer of
// workflow commands. They are installed into a temporary folder; what cannot be installed is skipped, and said so.
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Report } from '../src/report.ts';
import { hostileReport } from './browser/hostile-report.ts';
import { checks } from './reports/checks.ts';
import { installTools, type Tools } from './reports/tools.ts';

const folder = new URL('../cases/reports/', import.meta.url);
const reports: readonly (readonly [name: string, report: Report])[] = [
  ...readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .map(name => [basename(name, '.json'), JSON.parse(readFileSync(new URL(name, folder), 'utf8'))] as const),
  ['hostile', hostileReport()],
];

const tools: Tools | string = installTools();
if (typeof tools === 'string') {
  console.log(`SKIPPED: ${tools}`);
  process.exit(0);
}

let failed = 0;
for (const { title, run } of checks) {
  for (const [name, report] of reports) {
    const faults = await run(report, tools);
    const skipped = typeof faults === 'string';
    if (!skipped && faults.length > 0) failed++;
    console.log(
      `${skipped ? 'SKIP' : faults.length > 0 ? 'FAIL' : 'ok  '} ${title}: ${name}${skipped ? `, ${faults}` : ''}`,
    );
    if (!skipped) for (const fault of faults) console.log(`     ${fault}`);
    if (skipped) break;
  }
}
console.log(failed === 0 ? 'All reports are valid.' : `${failed} reports are not valid.`);
process.exit(failed === 0 ? 0 : 1);
