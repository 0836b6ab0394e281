import { spawnSync } from 'node:child_process';
import type { Report } from '../../src/report.ts';
import { github } from '../../src/reporters/github.ts';
import type { Tools } from './tools.ts';
import { written } from './written.ts';

interface Command {
  readonly kind: string;
  readonly properties: { readonly [name: string]: string };
  readonly message: string;
}

/** Each command, read as the runner reads it and written anew by GitHub's own package, is the same again. */
export async function workflowCommandFaults(report: Report, { folder }: Tools): Promise<readonly string[]> {
  const lines = written(github, report).trimEnd().split('\n');
  const own = lines.slice(0, -1).map(read);
  const unread = own.flatMap((command, index) => (command === undefined ? [`no command: ${lines[index]}`] : []));
  const commands = own.filter(command => command !== undefined);
  const again = rewritten(commands, folder).map(read);
  const differing = commands.filter((command, index) => JSON.stringify(command) !== JSON.stringify(again[index]));
  const count = (kind: string): number => commands.filter(command => command.kind === kind).length;
  return [
    ...unread,
    ...differing.map(command => `GitHub writes it otherwise: ${JSON.stringify(command)}`),
    ...['error', 'warning', 'notice'].filter(kind => count(kind) > 10).map(kind => `more than ten of ${kind}`),
    ...(lines.at(-1)?.startsWith('::') ? ['the last line is a command'] : []),
  ];
}

function rewritten(commands: readonly Command[], folder: string): readonly string[] {
  if (commands.length === 0) return [];
  const program = `import * as core from '@actions/core';
    for (const { kind, properties: { file, line, title }, message } of JSON.parse(process.argv[1]))
      core[kind](message, { title, file, ...(line === undefined ? {} : { startLine: Number(line) }) });`;
  const ran = spawnSync(process.execPath, ['--input-type=module', '-e', program, JSON.stringify(commands)], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (ran.status !== 0) throw new Error(ran.stderr);
  return ran.stdout.trimEnd().split(/\r?\n/);
}

/** As the runner reads a line: https://github.com/actions/runner, `ActionCommand`. */
function read(line: string): Command | undefined {
  const [, kind, list = '', message = ''] = /^::(error|warning|notice) ([^:]*(?:%3A[^:]*)*)::(.*)$/.exec(line) ?? [];
  if (kind === undefined) return undefined;
  const plain = (text: string): string =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  const entries = list
    .split(',')
    .map(entry => [entry.slice(0, entry.indexOf('=')), plain(entry.slice(entry.indexOf('=') + 1))] as const);
  return {
    kind,
    properties: Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))),
    message: plain(message),
  };
}
