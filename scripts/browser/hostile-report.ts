import { readFileSync } from 'node:fs';
import type { Report } from '../../src/report.ts';

const attacks: readonly string[] = [
  '<script>window.ran = 1; alert(1)</script>',
  '"><img src=x onerror="window.ran = 2">',
  "' autofocus onfocus='window.ran = 3' x='",
  '</style><svg onload="window.ran = 4">',
  '</script><script>window.ran = 5</script>',
  'javascript:window.ran=6',
  '--><iframe srcdoc="<script>parent.ran = 7</script>"></iframe><!--',
  '\u202ereversed\u2028<b>&lt;script&gt;',
];

/** A report of which every text is an attack, where a schema does not fix it. */
export function hostileReport(): Report {
  const text = readFileSync(new URL('../../cases/reports/gate-fail.json', import.meta.url), 'utf8');
  const fixed = new Set(['schemaVersion', 'name', 'verdict', 'severity', 'party', 'evidence', 'leg', 'result', 'code']);
  let turn = 0;
  return JSON.parse(text, (key, value: unknown) =>
    typeof value === 'string' && !(fixed.has(key) && value.length < 20)
      ? `${attacks[turn++ % attacks.length]} ${turn}`
      : value,
  );
}
