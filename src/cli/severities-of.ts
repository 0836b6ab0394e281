import { ToolError } from '../errors.ts';
import { isAtLeast } from '../evidence.ts';
import { leastSeverity, type Severities } from '../severities.ts';
import type { Args } from './command.ts';
import { didYouMean } from './did-you-mean.ts';
import { severity as severityOption } from './options.ts';

/**
 * The severities that `--severity` gives to rules. Throws a `ToolError` with the code `usage` for a rule that nobody
 * knows, and for one that says that something was not judged: less than that would make a pass of it.
 */
export async function severitiesOf(args: Args): Promise<{ readonly severities?: Severities }> {
  const choices = args.get(severityOption);
  if (choices.length === 0) return {};
  const { loadCatalogue } = await import('../contract/contract.ts');
  const { pagesOf } = await import('../explain/pages.ts');
  const known = pagesOf(loadCatalogue()).flatMap(({ id, kind }) => (kind === 'rule' ? [id] : []));
  const origins = args.origins(severityOption);
  const entries = choices.map(({ rule, severity }, index) => {
    const by = origins[index] ?? '';
    const refuse = (why: string): ToolError => new ToolError('usage', `${by}: ${why}`);
    if (!known.includes(rule)) throw refuse(`There is no rule \`${rule}\`.${didYouMean(rule, known)}`);
    const least = leastSeverity(rule);
    if (least !== undefined && !isAtLeast(severity, least)) {
      throw refuse(`\`${rule}\` says that something could not be judged: it cannot be less than \`${least}\`.`);
    }
    return [rule, { severity, by }] as const;
  });
  return { severities: new Map(entries) };
}
