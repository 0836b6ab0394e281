import { loadCatalogue } from '../../src/contract/contract.ts';
import { oracleRules } from '../../src/oracle/judge-answer.ts';
import { type Mutant, replacing } from './mutant.ts';

const reasons = ['access-blocked', 'rate-limited', 'invalid-fields', 'account-unknown', 'configurations-mismatch'];

/** Each row of the oracle's table, each of its rules and each outcome of each contract. */
export function oracleMutants(): readonly Mutant[] {
  return [
    ...reasons.map(kind => ({
      name: `oracle row ${kind}`,
      edits: [replacing('src/oracle/expectation.ts', new RegExp(`^ *\\{ kind: '${kind}', applies.*\\n`, 'm'), '')],
      tests: ['src/oracle'],
    })),
    ...Object.keys(oracleRules).map(id => ({
      name: `oracle rule ${id}`,
      edits: [
        replacing(
          'src/fuzz/findings.ts',
          'add(candidate) {',
          `add(candidate) {\n      if (candidate.finding.rule === '${id}') return;`,
        ),
      ],
      tests: ['src/fuzz/fuzz', 'src/oracle', 'cases/providers/faulty-1'],
    })),
    ...loadCatalogue().contracts.flatMap(({ id, outcomes }) =>
      outcomes.flatMap(({ kind, code }) => {
        if (code === undefined) return [];
        const file = `schemas/${id}/outcomes.json`;
        const edits = [replacing(file, `"code": "${code}"`, `"code": "another_${code}"`)];
        return [
          {
            name: `outcome ${id} ${kind}`,
            edits,
            tests: ['src/contract', 'pacts/consumer', 'src/oracle', 'src/verify/verify.test'],
          },
        ];
      }),
    ),
  ];
}
