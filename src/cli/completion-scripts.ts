// What a shell must know to complete a command line: scripts that are made of the list of commands.
import type { Command } from './command.ts';
import type { Option } from './option.ts';

/** The shells that there is a script for. */
export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** The script of a shell. It runs nothing: what it offers stands in it. */
export function completionScript(shell: Shell, commands: readonly Command[], pages: readonly string[]): string {
  const script = { bash, zsh, fish }[shell];
  return script(commands, pages);
}

const explained = 'explain';

/** What help calls a value that is a file or a folder: for these files are offered. */
const paths = /^(?:FILE|DIR|PATH)$/;

function written({ name, kind }: Option<unknown>): readonly string[] {
  return kind === 'flag' ? [`--${name}`, `--no-${name}`] : [`--${name}`];
}

function takesFile({ kind, value = '' }: Option<unknown>): boolean {
  return kind === 'value' && paths.test(value);
}

function bash(commands: readonly Command[], pages: readonly string[]): string {
  const cases = commands.map(({ name, options }) => {
    const words = [...options.flatMap(written), '--help'].join(' ');
    const plain = options
      .filter(option => option.kind === 'value' && !takesFile(option))
      .map(option => `--${option.name}`);
    return `    ${name}) options='${words}' plain='${plain.join(' ')}' ;;`;
  });
  return `# bash completion of account-links: eval "$(account-links completion bash)"
_account_links() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} options='' plain='' command='' index
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    case \${COMP_WORDS[index]} in -*) ;; *) command=\${COMP_WORDS[index]}; break ;; esac
  done
  if [ -z "$command" ]; then
    COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')} --help --version' -- "$word"))
    return
  fi
  case $command in
${cases.join('\n')}
    *) return ;;
  esac
  case " $plain " in *" $before "*) return ;; esac
  case $word in
    -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
    *)
      if [ "$command" = ${explained} ]; then COMPREPLY=($(compgen -W '${pages.join(' ')}' -- "$word"))
      else compopt -o default 2>/dev/null; COMPREPLY=($(compgen -f -- "$word")); fi ;;
  esac
}
complete -F _account_links account-links
`;
}

function zsh(commands: readonly Command[], pages: readonly string[]): string {
  const cases = commands.map(({ name, options }) => {
    const specs = options.flatMap(option => {
      const [positive = '', negative] = written(option);
      const star = option.repeatable ? '*' : '';
      const action =
        option.kind === 'flag' ? '' : `:${zshText(option.value ?? 'value')}:${takesFile(option) ? '_files' : ''}`;
      const spec = `'${star}${positive}[${zshText(option.summary)}]${action}'`;
      return negative === undefined ? [spec] : [spec, `'${negative}[${zshText(option.summary)}]'`];
    });
    const rest = name === explained ? `'*:page:(${pages.join(' ')})'` : "'*:file:_files'";
    return `    ${name}) _arguments -S ${[...specs, "'--help[Show help]'", rest].join(' \\\n      ')} ;;`;
  });
  const names = commands.map(({ name, summary }) => `'${name}:${zshText(summary)}'`);
  return `#compdef account-links
# zsh completion of account-links: eval "$(account-links completion zsh)", after compinit
_account_links() {
  local curcontext=$curcontext state line
  local -a commands
  commands=(${names.join(' ')})
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
${cases.join('\n')}
  esac
}
compdef _account_links account-links
`;
}

function zshText(text: string): string {
  return text.replaceAll("'", '’').replaceAll(/[[\]:\\]/g, '\\$&');
}

function fish(commands: readonly Command[], pages: readonly string[]): string {
  const lines = commands.flatMap(({ name, summary, options }) => [
    `complete -c account-links -n __fish_use_subcommand -f -a ${name} -d ${fishText(summary)}`,
    ...options.flatMap(option => {
      const value = option.kind === 'flag' ? '' : takesFile(option) ? ' -r -F' : ' -x';
      return written(option).map(
        word =>
          `complete -c account-links -n '__fish_seen_subcommand_from ${name}' -l ${word.slice(2)}${value} -d ${fishText(option.summary)}`,
      );
    }),
  ]);
  return `# fish completion of account-links: account-links completion fish | source
${lines.join('\n')}
complete -c account-links -n '__fish_seen_subcommand_from ${explained}' -f -a '${pages.join(' ')}'
`;
}

function fishText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
