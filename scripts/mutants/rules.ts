import { acrossRules } from '../../src/rules/across.ts';
import { rules } from '../../src/rules/index.ts';
import { type Mutant, replacing } from './mutant.ts';

/** Each rule left out: those of one exchange, and those that look at the exchanges before as well. */
export function ruleMutants(): readonly Mutant[] {
  return [...ofOneExchange(), ...acrossExchanges()];
}

function ofOneExchange(): readonly Mutant[] {
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

function acrossExchanges(): readonly Mutant[] {
  const file = 'src/rules/across.ts';
  return acrossRules.map(({ id }) => {
    const without = `export function createAcross(remembered?: number): Across {
      const all = createAll(remembered);
      return { ...all, see: sighting => all.see(sighting).filter(([rule]) => rule.id !== '${id}') };
    }`;
    return {
      name: `rule ${id}`,
      edits: [
        replacing(file, 'export function createAcross(', 'function createAll('),
        { file, change: text => `${text}\n${without}\n` },
      ],
      tests: ['src/rules/across'],
    };
  });
}
