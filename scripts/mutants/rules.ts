import { rules } from '../../src/rules/index.ts';
import { type Mutant, replacing } from './mutant.ts';

/** Each rule of the pipeline left out. */
export function ruleMutants(): readonly Mutant[] {
  const file = 'src/rules/index.ts';
  return rules.map(({ id }) => ({
    name: `rule ${id}`,
    edits: [
      replacing(file, 'export const rules: readonly Rule[] = [', 'const all: readonly Rule[] = ['),
      {
        file,
        change: text => `${text}\nexport const rules: readonly Rule[] = all.filter(({ id }) => id !== '${id}');\n`,
      },
    ],
    tests: ['cases/cases'],
  }));
}
