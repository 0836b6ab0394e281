// The servers of a document. It names ports that are easy to read; here each listens on a free one.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { environment, type Project } from './project.ts';

export interface Servers {
  /** A text in which the ports of the document are those that the servers have. */
  translate(text: string): string;
  /** An output in which they are those of the document again. */
  translateBack(text: string): string;
  /** Starts `… --port N &` and answers what it says until it listens. */
  start(command: string): Promise<string>;
  close(): Promise<void>;
}

/** Servers that live until `close`. */
export function createServers(project: Project): Servers {
  /** The port in the document → the port in this run. */
  const ports = new Map<string, string>();
  const children: ChildProcess[] = [];
  const translate = (text: string): string => replacePorts(text, [...ports]);
  return {
    translate,
    translateBack: text =>
      replacePorts(
        text,
        [...ports].map(([from, to]) => [to, from]),
      ),
    async start(command) {
      const port = /--port (\d+)/.exec(command)?.[1];
      if (port === undefined) throw new Error(`Name the port of a server with --port: ${command}`);
      const call = translate(command.replace(/ &$/, '').replace(`--port ${port}`, '--port 0'));
      const child = spawn('bash', ['-c', `exec 2>&1\nexec ${call}`], {
        ...{ cwd: project.folder, env: environment(project), detached: true, stdio: ['ignore', 'pipe', 'ignore'] },
      });
      children.push(child);
      const known = [...ports.values()];
      const { said, listens } = await untilListening(child, known);
      if (listens === undefined) throw new Error(`${call} ended and said: ${said}`);
      ports.set(port, listens);
      return said;
    },
    async close() {
      for (const child of children) {
        if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) continue;
        const ended = once(child, 'exit');
        process.kill(-child.pid, 'SIGTERM'); // with what the shell has started
        await ended;
      }
    },
  };
}

function replacePorts(text: string, pairs: readonly (readonly [from: string, to: string])[]): string {
  return pairs.reduce(
    (so, [from, to]) => so.replaceAll(new RegExp(`(?<=(?:127\\.0\\.0\\.1|localhost):)${from}\\b`, 'g'), to),
    text,
  );
}

/** Waits for a port that no other server has, in a whole line. */
function untilListening(
  child: ChildProcess,
  known: readonly string[],
): Promise<{ readonly said: string; readonly listens: string | undefined }> {
  return new Promise(resolve => {
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      const ports = [...said.matchAll(/127\.0\.0\.1:(\d+)\b.*\n/g)].map(([, port = '']) => port);
      const listens = ports.find(port => port !== '0' && !known.includes(port));
      if (listens !== undefined) resolve({ said, listens });
    });
    child.on('exit', () => resolve({ said, listens: undefined }));
  });
}
