// Looks for a line of our endpoint that the look at its bytes loses: `npm run prefilter [lines] [seed]`.
import { loseLines } from '../properties/fuzzed-lines.ts';

const lines = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 2 ** 31));
const step = 10_000;
let relevant = 0;
let lost = 0;
for (let at = 0; at < lines; at += step) {
  const result = await loseLines(Math.min(step, lines - at), seed + at);
  relevant += result.relevant;
  lost += result.lost.length;
  for (const line of result.lost.slice(0, 5)) process.stderr.write(`lost: ${line}\n`);
}
process.stdout.write(`${lines} lines with seed ${seed}: ${relevant} of our endpoint, ${lost} lost.\n`);
process.exitCode = lost === 0 && relevant > 0 ? 0 : 1;
