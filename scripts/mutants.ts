// Breaks each rule, each keyword of each schema, each outcome and each row of the oracle in turn, in a copy of the
// repository, and demands that a test fails: `npm run mutants -- [text…]` takes those whose name contains a text.
// Exit 1 when a mutant survives.
import { availableParallelism } from 'node:os';
import { createCopy } from './mutants/copy.ts';
import { keywordMutants } from './mutants/keywords.ts';
import type { Mutant } from './mutants/mutant.ts';
import { oracleMutants } from './mutants/oracle.ts';
import { ruleMutants } from './mutants/rules.ts';

const wanted = process.argv.slice(2);
const mutants = [...ruleMutants(), ...oracleMutants(), ...keywordMutants()].filter(
  ({ name }) => wanted.length === 0 || wanted.some(part => name.includes(part)),
);
if (mutants.length === 0) {
  console.error(`No mutant is called "${wanted.join('" or "')}".`);
  process.exit(2);
}

console.log(`${mutants.length} mutants`);
const survivors: string[] = [];
const queue = mutants.values();
let done = 0;
await Promise.all(Array.from({ length: Math.min(availableParallelism(), mutants.length) }, work));
console.log(`${mutants.length - survivors.length} of ${mutants.length} killed`);
if (survivors.length > 0) process.exitCode = 1;

/** All workers share one queue, and each has a copy of its own. */
async function work(): Promise<void> {
  const copy = createCopy();
  const tested = new Set<string>();
  try {
    for (const mutant of queue) {
      await demandGreen(copy, mutant, tested);
      const isKilled = (await copy.failureOf(mutant)) !== undefined;
      done++;
      if (!isKilled) survivors.push(mutant.name);
      if (!isKilled || process.stderr.isTTY || done % 50 === 0)
        console.log(`${done} ${isKilled ? 'killed' : 'SURVIVED'} ${mutant.name}`);
    }
  } finally {
    copy.remove();
  }
}

/** A test that is red before anything is broken would kill every mutant. */
async function demandGreen(copy: ReturnType<typeof createCopy>, { tests }: Mutant, tested: Set<string>): Promise<void> {
  const key = tests.join(' ');
  if (tested.has(key)) return;
  const failure = await copy.failureOf({ name: 'nothing', edits: [], tests });
  if (failure !== undefined) throw new Error(`The tests of ${key} fail as they are: ${failure}`);
  tested.add(key);
}
