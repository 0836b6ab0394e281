import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import { listen } from '../listen.ts';
import { type PactJob, startPactProcess } from './pact-process.ts';

describe('startPactProcess', { concurrency: true }, () => {
  it('says how to install Pact when it is missing', async t => {
    const hook = `export async function resolve(specifier, context, next) {
      if (specifier !== '@pact-foundation/pact-core') return next(specifier, context);
      throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
    }`;
    const register = `import { register } from 'node:module'; register(${JSON.stringify(dataUrl(hook))});`;
    const child = startPactProcess([...process.execArgv, '--import', dataUrl(register)]);
    t.after(() => child.close());
    await assert.rejects(child.verify(await idleJob(t), 30_000), {
      code: 'pact-missing',
      message: /npm install @pact-foundation\/pact-core/,
    });
  });

  it('gives up a verifier that has no result in time', async t => {
    const child = startPactProcess();
    t.after(() => child.close());
    await assert.rejects(child.verify(await idleJob(t), 100), { code: 'pact-failed', message: /no result after/ });
  });

  it('says what the process wrote when it could not run, without its secrets', async t => {
    const broken = dataUrl(`throw new Error('no luck with sk_test_51Secret')`);
    const child = startPactProcess([...process.execArgv, '--import', broken]);
    t.after(() => child.close());
    const job = await idleJob(t);
    const isExplained = (thrown: Error): boolean =>
      /ended with code 1.*no luck/s.test(thrown.message) && !thrown.message.includes('51Secret');
    await assert.rejects(child.verify(job, 30_000), isExplained);
    await assert.rejects(child.verify(job, 30_000), { code: 'pact-failed' });
  });

  it('ends a verification when it is closed', async t => {
    const child = startPactProcess();
    const job = await idleJob(t, () => child.close());
    await assert.rejects(child.verify(job, 30_000), { code: 'pact-failed', message: /SIGKILL/ });
  });
});

/** A pact that never arrives. */
async function idleJob(t: TestContext, onRequest = () => {}): Promise<PactJob> {
  const server = createServer(onRequest);
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = await listen(server, '127.0.0.1', 0);
  return { pactUrl: url, providerUrl: url, statesUrl: url, timeoutMs: 20_000 };
}

function dataUrl(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
