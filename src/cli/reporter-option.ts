import { resolve } from 'node:path';
import { ToolError } from '../errors.ts';
import { reporters } from '../reporters/index.ts';
import type { Reporter } from '../reporters/reporter.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Option } from './option.ts';

/** A reporter and the file it writes; standard output if there is none. */
export interface ReporterChoice {
  readonly reporter: Reporter;
  readonly file: string | undefined;
}

/** `--reporter NAME[=FILE]`: any of them replaces the default. */
export const reporterOption: Option<readonly ReporterChoice[]> = {
  name: 'reporter',
  value: 'NAME[=FILE]',
  summary: `How to report: ${reporters.map(({ id }) => id).join(', ')}. Without FILE on standard output.`,
  kind: 'value',
  repeatable: true,
  accepts: { type: 'string', pattern: `^(${reporters.map(({ id }) => id).join('|')})(=.*\\S.*)?$` },
  fallback: reporters[0]?.id ?? '',
  read(texts) {
    const choices = (texts.length === 0 ? reporters.slice(0, 1).map(({ id }) => id) : texts).map(parseChoice);
    const outputs = choices.map(({ file }) => (file === undefined ? '' : resolve(file)));
    const twice = choices.find((_, index) => outputs.indexOf(outputs[index] ?? '') !== index);
    if (twice === undefined) return choices;
    const place = twice.file === undefined ? 'standard output' : `\`${twice.file}\``;
    const advice = `Give each a file of its own: --reporter ${twice.reporter.id}=FILE.`;
    throw new ToolError('usage', `Two reporters cannot both write to ${place}. ${advice}`);
  },
};

function parseChoice(given: string): ReporterChoice {
  const [, id = '', separator = '', file = ''] = /^([^=]*)(=?)(.*)$/s.exec(given) ?? [];
  const known = reporters.map(reporter => reporter.id);
  const reporter = reporters.find(one => one.id === id);
  if (reporter === undefined) {
    const message = `There is no reporter \`${id}\`. Known are: ${known.join(', ')}.${didYouMean(id, known)}`;
    throw new ToolError('usage', message);
  }
  if (separator !== '' && file.trim() === '') {
    throw new ToolError('usage', `--reporter ${id}= names no file. Leave the = out for standard output.`);
  }
  return { reporter, file: file === '' || file === '-' ? undefined : file };
}
