import { resolve } from 'node:path';
import { ToolError } from '../errors.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Option } from './option.ts';

/** The name of a reporter and the file it writes; standard output if there is none. */
export interface ReporterChoice {
  readonly id: string;
  readonly file: string | undefined;
}

/** The reporters by their names, the default first; they are loaded when one is to write. */
const names: readonly string[] = ['pretty', 'json', 'ndjson', 'junit', 'sarif', 'github', 'markdown', 'html'];

/** `--reporter NAME[=FILE]`: any of them replaces the default. */
export const reporterOption: Option<readonly ReporterChoice[]> = {
  name: 'reporter',
  value: 'NAME[=FILE]',
  summary: `How to report: ${names.join(', ')}. Without FILE on standard output.`,
  kind: 'value',
  repeatable: true,
  accepts: { type: 'string', pattern: `^(${names.join('|')})(=.*\\S.*)?$` },
  fallback: names[0] ?? '',
  read(texts) {
    const choices = (texts.length === 0 ? names.slice(0, 1) : texts).map(parseChoice);
    const outputs = choices.map(({ file }) => (file === undefined ? '' : resolve(file)));
    const twice = choices.find((_, index) => outputs.indexOf(outputs[index] ?? '') !== index);
    if (twice === undefined) return choices;
    const place = twice.file === undefined ? 'standard output' : `\`${twice.file}\``;
    const advice = `Give each a file of its own: --reporter ${twice.id}=FILE.`;
    throw new ToolError('usage', `Two reporters cannot both write to ${place}. ${advice}`);
  },
};

function parseChoice(given: string): ReporterChoice {
  const [, id = '', separator = '', file = ''] = /^([^=]*)(=?)(.*)$/s.exec(given) ?? [];
  if (!names.includes(id)) {
    const message = `There is no reporter \`${id}\`. Known are: ${names.join(', ')}.${didYouMean(id, names)}`;
    throw new ToolError('usage', message);
  }
  if (separator !== '' && file.trim() === '') {
    throw new ToolError('usage', `--reporter ${id}= names no file. Leave the = out for standard output.`);
  }
  return { id, file: file === '' || file === '-' ? undefined : file };
}
