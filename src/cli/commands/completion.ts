import { ToolError } from '../../errors.ts';
import type { Command } from '../command.ts';
import { didYouMean } from '../did-you-mean.ts';

/** Prints what makes a shell complete the commands and their options. */
export function completionOf(commands: readonly Command[]): Command {
  const own: Command = {
    name: 'completion',
    summary: 'Print a script by which a shell completes command lines',
    positionals: [{ name: 'shell', summary: 'bash, zsh or fish.', required: true, variadic: false }],
    examples: ['eval "$(account-links completion bash)"', 'account-links completion fish | source'],
    options: [],
    async run({ positionals: [wanted = ''] }, io) {
      const { completionScript, shells } = await import('../completion-scripts.ts');
      const { loadCatalogue } = await import('../../contract/contract.ts');
      const { pagesOf } = await import('../../explain/pages.ts');
      const shell = shells.find(name => name === wanted);
      if (shell === undefined) {
        const known = `Known are: ${shells.join(', ')}.`;
        throw new ToolError('usage', `There is no completion for \`${wanted}\`.${didYouMean(wanted, shells)} ${known}`);
      }
      const pages = pagesOf(loadCatalogue()).map(({ id }) => id);
      io.stdout.write(completionScript(shell, [...commands, own], pages));
      return 0;
    },
  };
  return own;
}
