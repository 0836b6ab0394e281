// Runs Pact's verifier in a process of its own: its native code writes to stdout whatever one does, reads proxies from
// the environment, and takes the process with it when it crashes. Started by pact-process.ts.
import type { PactJob, PactReply } from './pact-process.ts';

process.on('message', (job: PactJob) => {
  verify(job).then(
    reply => process.send?.(reply),
    (thrown: unknown) => process.send?.({ kind: 'failed', reason: String(thrown) } satisfies PactReply),
  );
});
process.once('disconnect', () => process.exit());

async function verify({ pactUrl, providerUrl, statesUrl, timeoutMs }: PactJob): Promise<PactReply> {
  const core = await importCore();
  if (core === undefined) return { kind: 'missing' };
  try {
    const report = await core.verifyPacts({
      pactUrls: [pactUrl],
      providerBaseUrl: providerUrl,
      providerStatesSetupUrl: statesUrl,
      providerStatesSetupTeardown: true,
      providerStatesSetupBody: true,
      timeout: timeoutMs,
      logLevel: 'error', // the least there is; `info`, the default, prints request headers
    });
    return { kind: 'verified', report };
  } catch (thrown) {
    // A verification that found something rejects, with the same report for a message.
    return { kind: 'verified', report: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

async function importCore() {
  try {
    // CommonJS, which hands itself out as its own `default`.
    const { default: core } = await import('@pact-foundation/pact-core');
    return core.default;
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return undefined;
    throw thrown;
  }
}
