import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { all, type Block, blocksOf, shownLines } from './blocks.ts';
import { environment, type Project } from './project.ts';
import { createServers, type Servers } from './servers.ts';

/**
 * Writes the files of a document and runs its commands, in the order in which a reader would. Answers the document as
 * it must be: with what the commands print now.
 */
export async function runDocument(markdown: string, project: Project): Promise<string> {
  const servers = createServers(project);
  let done = '';
  let at = 0;
  try {
    for (const block of blocksOf(markdown)) {
      if (block.kind === 'file') {
        const file = join(project.folder, block.name);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, servers.translate(block.text));
      } else {
        done += markdown.slice(at, block.from) + (await transcript(block, project, servers));
        at = block.to;
      }
    }
  } finally {
    await servers.close();
  }
  return done + markdown.slice(at);
}

async function transcript(
  { commands, show }: Extract<Block, { kind: 'console' }>,
  project: Project,
  servers: Servers,
): Promise<string> {
  const lines: string[] = [];
  for (const [index, command] of commands.entries()) {
    const output = command.endsWith(' &')
      ? await servers.start(command)
      : await run(servers.translate(command), project);
    const said = normalised(servers.translateBack(output), project);
    const shown = shownLines(said, index === commands.length - 1 ? show : all);
    // What a server says besides where it listens is seldom what the document is about.
    lines.push(`$ ${command}`, ...(command.endsWith(' &') ? shown.slice(0, 1) : shown));
  }
  return lines.map(line => `${line.trimEnd()}\n`).join('');
}

/** What a terminal shows of a command, and its exit code unless that is 0. */
function run(command: string, project: Project): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd: project.folder, env: environment(project), timeout: 120_000, maxBuffer: 1 << 26 };
    const child = execFile('bash', ['-c', `exec 2>&1\n${command}`], options, (error, stdout) => {
      if (child.signalCode !== null)
        return reject(new Error(`Ended by ${child.signalCode}: ${command}\n${stdout}`, { cause: error }));
      resolve(child.exitCode === 0 ? stdout : `${stdout}(exit code ${child.exitCode})\n`);
    });
    child.stdin?.end();
  });
}

/** What differs from run to run, and from machine to machine. */
function normalised(output: string, { folder }: Project): string {
  return output
    .replaceAll(`${folder}/`, '')
    .replaceAll(folder, '.')
    .replaceAll(/duration_ms [\d.]+/g, 'duration_ms …')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '2026-…Z')
    .replaceAll(/\breq_\w+/g, 'req_…');
}
