// What is compiled from src/assembly/ can be done without: nobody may fail for want of it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { platform } from 'node:os';
import { describe, it } from 'node:test';

/** What it says of itself in a process of its own. */
function instantiated(command: (script: string) => readonly [file: string, ...args: readonly string[]]) {
  const url = new URL('generated/assembly.js', import.meta.url).href;
  const script = `import(${JSON.stringify(url)}).then(({ instantiate }) => process.stdout.write(typeof instantiate()))`;
  const [file, ...args] = command(script);
  return execFileSync(file, args, { encoding: 'utf8', stdio: 'pipe' });
}

describe('What is compiled', () => {
  it('is there', () => {
    assert.equal(
      instantiated(script => [process.execPath, '-e', script]),
      'object',
    );
  });

  it('is not there without WebAssembly', () => {
    assert.equal(
      instantiated(script => [process.execPath, '--jitless', '-e', script]),
      'undefined',
    );
  });

  it('is not there where addresses are too few for a memory', { skip: platform() !== 'linux' }, () => {
    const limited = 'ulimit -v 4000000 && exec "$0" -e "$1"';
    assert.equal(
      instantiated(script => ['sh', '-c', limited, process.execPath, script]),
      'undefined',
    );
  });
});
