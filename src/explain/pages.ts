import { baselineRules } from '../baseline.ts';
import type { Catalogue, Source } from '../contract/contract.ts';
import { type Outcome, outcomeAt } from '../contract/outcomes.ts';
import { errorCodes } from '../errors.ts';
import { oracleRules } from '../oracle/judge-answer.ts';
import { acrossRules } from '../rules/across.ts';
import { rules } from '../rules/index.ts';
import { schemaRules } from '../rules/schema-rules.ts';
import { pactRules } from '../verify/pact-rules.ts';
import { examples } from './examples.ts';
import { errorFixes, outcomeFixes } from './fixes.ts';
import type { Fact, Page } from './page.ts';

/** Every page, in the order in which they are listed. Throws for a rule that stands on no source. */
export function pagesOf(catalogue: Catalogue): readonly Page[] {
  return [...rulePages(catalogue), ...outcomePages(catalogue), ...errorPages(), ...exitPages];
}

const ofSchema: ReadonlySet<string> = new Set(schemaRules.map(({ id }) => id));

function rulePages({ sources }: Catalogue): readonly Page[] {
  const ofPipeline = [...rules, ...acrossRules].map(({ id, title, why, fix, party, severity, evidence, source }) =>
    page(id, 'rule', title, [
      ...facts({ why, fix, party, severity }),
      ...basis(
        ofSchema.has(id) ? 'that of the constraint that is broken, which the schema has' : evidence,
        source,
        sources,
        id,
      ),
    ]),
  );
  const ofTests = Object.entries({ ...oracleRules, ...pactRules }).map(([id, { title, why, fix, source }]) =>
    page(id, 'rule', title, [
      ...facts({
        why,
        fix,
        party: 'provider',
        severity: 'error; at most a warning where the expected answer is assumed',
      }),
      ...basis('that of the answer that was expected, which the finding names', source, sources, id),
    ]),
  );
  // These are about the user's own statements: the baseline is their document.
  const ofBaseline = Object.entries(baselineRules).map(([id, { title, why, fix }]) =>
    page(
      id,
      'rule',
      title,
      facts({
        ...{ why, fix, party: 'that of the finding', severity: 'warning' },
        ...{ evidence: 'documented', source: 'The baseline that the run was given' },
      }),
    ),
  );
  return [...ofPipeline, ...ofTests, ...ofBaseline];
}

/** One page for each code, over all contracts: when it is answered, and since when that is more than an assumption. */
function outcomePages({ contracts, sources }: Catalogue): readonly Page[] {
  const byCode = new Map<string, { readonly outcome: Outcome; readonly contract: string; readonly last: string }[]>();
  for (const { id, outcomes, versions } of contracts) {
    for (const outcome of outcomes) {
      const code = outcome.code ?? 'created';
      byCode.set(code, [...(byCode.get(code) ?? []), { outcome, contract: id, last: versions.at(-1) ?? id }]);
    }
  }
  return [...byCode].flatMap(([code, held]) => {
    const known = held.map(({ outcome, last, ...rest }) => ({ ...rest, outcome: outcomeAt(outcome, last) }));
    const best = known.find(({ outcome }) => outcome.evidence !== 'assumed') ?? known[0];
    if (best === undefined) return [];
    const { status, when, evidence, source, since } = best.outcome;
    const contracts = known
      .map(({ contract, outcome }) => `${contract}${outcome.evidence === 'assumed' ? ' (assumed)' : ''}`)
      .join(', ');
    const answer = `${status}${code === 'created' ? ' with a link' : ` \`${code}\``}`;
    const from = since === undefined ? '' : `, from ${since} on`;
    return page(
      code,
      'outcome',
      `${when} The answer is ${answer}.`,
      [
        ...facts({ when, answer, fix: outcomeFixes[code], contracts }),
        ...basis(evidence + from, source, sources, code),
      ],
      code === 'created'
        ? 'HTTP 200\n{"object": "v2.core.account_link", "account": "acct_123", …}'
        : `HTTP ${status}\n{"error": {"code": "${code}", "message": "…"}}`,
    );
  });
}

function errorPages(): readonly Page[] {
  return Object.entries(errorCodes).map(([code, title]) =>
    page(
      code,
      'error code',
      title,
      facts({ why: 'We could not judge: exit code 2. The message says what to do.', fix: errorFixes[code] }),
    ),
  );
}

const exitPages: readonly Page[] = [
  page(
    '0',
    'exit code',
    'All was judged and nothing fails the run.',
    facts({ when: 'No finding reaches --fail-on.', fix: 'Nothing; what is below --fail-on is listed all the same.' }),
  ),
  page(
    '1',
    'exit code',
    'Something breaks the contract.',
    facts({ when: 'A finding reaches --fail-on.', fix: 'What each finding says, or accept it in a baseline.' }),
  ),
  page(
    '2',
    'exit code',
    'We could not judge, or not all of it.',
    facts({
      when: 'A wrong option, an input or a provider that cannot be used, or too little that was tested.',
      fix: 'What each problem says; its code has a page of its own.',
    }),
  ),
  page(
    '3',
    'exit code',
    'A bug in account-links.',
    facts({ when: 'Something that we did not foresee.', fix: 'Please report it, with the stack trace.' }),
  ),
  page(
    '130',
    'exit code',
    'The run was interrupted.',
    facts({ when: 'Ctrl-C; what was found so far is reported.', fix: 'Run it again; --max-time bounds a run.' }),
  ),
];

function page(
  id: string,
  kind: Page['kind'],
  title: string,
  given: readonly Fact[],
  example: string = examples[id] ?? '',
): Page {
  return { id, kind, title, facts: given, example };
}

function facts(given: { readonly [label in Fact['label']]?: string | undefined }): readonly Fact[] {
  return Object.entries(given).flatMap(
    ([label, text]) => (text === undefined ? [] : [{ label: label as Fact['label'], text }]), // its keys are labels
  );
}

function basis(evidence: string, source: string, sources: Catalogue['sources'], id: string): readonly Fact[] {
  const known = sources[source];
  if (known === undefined) throw new Error(`${id} stands on the source "${source}", which nobody knows.`);
  return facts({ evidence, source: sourceText(known) });
}

function sourceText({ title, url, read }: Source): string {
  return [title, url, read === undefined ? undefined : `read ${read}`].filter(Boolean).join(', ');
}
