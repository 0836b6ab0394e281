import { readFileSync } from 'node:fs';
import { reasonOf, ToolError } from '../../errors.ts';
import type { Finding } from '../../finding.ts';
import type { Args, Command } from '../command.ts';
import { complain } from '../complain.ts';
import { exitCodes } from '../exit-code.ts';
import { hostKindOf } from '../host-kind.ts';
import { type Io, interruptionOf } from '../io.ts';
import { judging } from '../judging.ts';
import { assumeVersion, judgingOptions } from '../options.ts';
import { parseHttpUrl } from '../parse-http-url.ts';
import { certificates, maxSize, outputFile } from '../recording-options.ts';
import { host, port } from '../serve-options.ts';

/** Records and judges what goes to an upstream, until it is told to stop. */
export const record: Command = {
  name: 'record',
  summary: 'Record and judge live traffic, as a reverse proxy',
  positionals: [{ name: 'upstream', summary: 'Where the requests go on to.', required: true, variadic: false }],
  examples: [
    'account-links record https://api.stripe.com --port 12112',
    'account-links record http://127.0.0.1:12111 --output traffic.har --max-size 10',
  ],
  options: [port, host, outputFile, maxSize, certificates, assumeVersion, ...judgingOptions],
  run,
};

async function run(args: Args, io: Io): Promise<number> {
  const { createJudge } = await import('../../check.ts');
  const { loadCatalogue } = await import('../../contract/contract.ts');
  const { namedContract } = await import('../../contract/select-contract.ts');
  const { openSink } = await import('../../record/open-sink.ts');
  const { startRecorder } = await import('../../record/start-recorder.ts');
  const upstream = parseHttpUrl(args.positionals[0] ?? '', 'The upstream');
  const catalogue = loadCatalogue();
  const assumed = args.get(assumeVersion);
  const judge = createJudge({
    catalogue,
    ...(assumed === undefined ? {} : { assumed: namedContract(catalogue, assumed) }),
  });
  const ca = args.get(certificates);
  const pem = ca === undefined ? {} : { ca: readCertificates(ca) };
  const file = args.get(outputFile);

  let hasListened = false;
  // To be stopped is the way that this command ends: its report covers all there was.
  const whole = { ...io, signal: new AbortController().signal };
  const code = await judging('record', args, whole, async ({ tally, record: toReporters }) => {
    const sink = openSink(file, args.get(maxSize) * 1024 * 1024);
    try {
      const recorder = await startRecorder({
        ...{ upstream, sink, judge, source: file, host: args.get(host), port: args.get(port), ...pem },
        onProblem: message => complain(io, message),
        onJudged: ({ verdict, contract, findings }, { source, entry }) => {
          const key = { leg: 'validate', name: source } as const;
          tally.exchange(key, verdict, contract);
          for (const finding of findings) tally.finding(key, finding);
          const errors = findings.filter(({ severity }) => severity === 'error');
          toReporters?.({
            ...{ source, entry, verdict, contract: contract ?? null },
            rules: [...new Set(errors.map(({ rule }) => rule))],
            parties: [...new Set(errors.map(({ party }) => party))],
          });
          for (const finding of findings) if (finding.severity !== 'notice') complain(io, lineOf(finding));
        },
      });
      hasListened = true;
      io.stdout.write(`listening on ${recorder.url}\n`);
      if (hostKindOf(new URL(recorder.url)) !== 'loopback') {
        complain(io, 'Warning: other machines can reach this address, and through it the upstream.');
      }
      complain(io, `Forwarding to ${upstream.origin}, recording to ${file}. Stop with Ctrl+C.`);
      await aborted(io.signal);
      await recorder.close();
    } finally {
      sink.close();
    }
    return undefined;
  });
  if (!hasListened || code === exitCodes.findings) return code;
  return interruptionOf(io) === 'SIGINT' ? exitCodes.interrupted : exitCodes.conforming;
}

/** At once and short; the report says the rest in the end. */
function lineOf({ severity, rule, party, at, message }: Finding): string {
  return `${severity} ${rule} (${party}) entry ${at.entry}${at.pointer === undefined ? '' : `, ${at.pointer}`}: ${message}`;
}

function readCertificates(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    throw new ToolError('input-missing', `The certificates \`${path}\` cannot be read: ${reasonOf(thrown)}.`, {
      cause: thrown,
    });
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
}
