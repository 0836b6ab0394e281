import { availableParallelism } from 'node:os';
import type { JudgeOptions } from '../../check.ts';
import { ToolError } from '../../errors.ts';
import type { FieldMap } from '../../readers/fields.ts';
import type { InputOptions } from '../../readers/read-inputs.ts';
import type { Reader } from '../../readers/reader.ts';
import type { Args, Command } from '../command.ts';
import { complain } from '../complain.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { judging } from '../judging.ts';
import { allowUnreadable, as, assumeVersion, fields, format, judgingOptions, quiet, strictJson } from '../options.ts';
import { packageVersion } from '../package-version.ts';
import { across, jobs, partial, shard, stdinName } from '../partial-options.ts';
import { readFieldMap } from '../read-field-map.ts';
import { readingProgress } from '../reading-progress.ts';

/** Judges recorded traffic. */
export const validate: Command = {
  name: 'validate',
  summary: 'Judge recorded HTTP traffic',
  positionals: [{ name: 'paths', summary: 'Files, folders, or - for stdin.', required: true, variadic: true }],
  examples: [
    'account-links validate recordings/ exported.har',
    'zcat log.ndjson.gz | account-links validate -',
    'account-links validate recordings/ --as 2026-09-30.endive',
    'account-links validate logs/ --partial --shard 3/8 > shard-3.json',
  ],
  options: [
    ...[format, fields, stdinName, strictJson, as, assumeVersion, allowUnreadable, across, jobs, partial, shard],
    ...judgingOptions,
  ],
  run,
};

async function run(args: Args, io: Io): Promise<number> {
  const { loadCatalogue, namedContract, fieldsReader, readInputs, validate: judge } = await import('../recordings.ts');
  const catalogue = loadCatalogue();
  const [rehearsed, assumed] = [args.get(as), args.get(assumeVersion)];
  const options = {
    catalogue,
    ...(rehearsed === undefined ? {} : { as: namedContract(catalogue, rehearsed) }),
    ...(assumed === undefined ? {} : { assumed: namedContract(catalogue, assumed) }),
  };
  const input = inputOf(args, fieldsReader);
  if (args.get(partial)) return runPartial(args, io, options, input);
  if (args.get(shard) !== undefined) {
    throw new ToolError('usage', 'A --shard is judged with --partial: `merge` makes the report of all of them.');
  }
  if (args.get(jobs) > 1) return runInJobs(args, io);
  return judging('validate', args, io, async ({ tally, record, signal }) => {
    const progress = readingProgress(io, args.get(quiet));
    const records = readInputs(args.positionals, {
      ...input,
      ...{ stdin: io.stdin, watch: progress, leavesUnread: true },
    });
    const judged = judge(records, tally, {
      ...options,
      allowUnreadable: args.get(allowUnreadable),
      across: args.get(across),
      onRecord: record,
      signal,
    });
    await judged.finally(progress.end);
    return undefined;
  });
}

/** Judges in several threads. */
async function runInJobs(args: Args, io: Io): Promise<number> {
  if (args.positionals.includes('-')) {
    throw new ToolError('usage', 'Stdin can be read by one thread only: leave --jobs out.');
  }
  const { judgeInJobs } = await import('../judge-in-jobs.ts');
  const map = args.get(fields);
  const settings = {
    ...{ paths: args.positionals, format: args.get(format), parseAll: args.get(strictJson) },
    ...{ fields: map === undefined ? undefined : readFieldMap(map), as: args.get(as) },
    ...{ assumeVersion: args.get(assumeVersion), allowUnreadable: args.get(allowUnreadable) },
    across: args.get(across),
  };
  return judging('validate', args, io, async ({ tally, record, signal }) => {
    if (record !== undefined) {
      throw new ToolError('usage', 'The reporter ndjson tells each record in its order: leave --jobs out.');
    }
    const watch = readingProgress(io, args.get(quiet));
    // A thread takes a multiple of what this process took to come here until it is started, and as fast as this one; more
    // where V8, which compiles for each thread in threads of its own, has no processor left for that.
    const worthwhile = (availableParallelism() > args.get(jobs) ? 6 : 15) * performance.now();
    await judgeInJobs(settings, tally, { jobs: args.get(jobs), watch, signal, worthwhile }).finally(watch.end);
    return undefined;
  });
}

/** Judges a share and writes what it came to. Nothing is written of a share that was not read to its end. */
async function runPartial(
  args: Args,
  io: Io,
  options: JudgeOptions,
  input: Omit<InputOptions, 'stdin'>,
): Promise<number> {
  const { basisOf, judgeShare } = await import('../../judge-share.ts');
  const { findInputs } = await import('../../readers/find-sources.ts');
  const { describeShare, planShare } = await import('../../readers/plan-share.ts');
  const { candidatesOf } = await import('../../readers/read-inputs.ts');
  const share = args.get(shard) ?? { index: 1, of: 1 };
  const inputs = await findInputs(args.positionals, io.stdin, 'recordings', input.stdinName);
  const plan = await planShare(inputs, share, candidatesOf(input));
  if (share.of > 1 && !inputs.some(({ stdin }) => stdin !== undefined)) complain(io, describeShare(plan));
  const basis = basisOf(packageVersion(), options.catalogue, judgedBy(args, input));
  const result = await judgeShare(plan, { ...options, input, basis, signal: io.signal });
  io.stdout.write(`${JSON.stringify(result)}\n`);
  return exitCodes.conforming;
}

/** The options without which the same exchange is judged, or read, otherwise. */
function judgedBy(args: Args, { reader }: Pick<InputOptions, 'reader'>): { readonly [name: string]: string } {
  const map = args.get(fields);
  return {
    format: args.get(format),
    'strict-json': String(args.get(strictJson)),
    ...(args.get(as) === undefined ? {} : { as: String(args.get(as)) }),
    ...(args.get(assumeVersion) === undefined ? {} : { 'assume-version': String(args.get(assumeVersion)) }),
    ...(map === undefined || reader === undefined ? {} : { fields: JSON.stringify(readFieldMap(map)) }),
  };
}

function inputOf(args: Args, fieldsReader: (map: FieldMap) => Reader): Omit<InputOptions, 'stdin'> {
  const [map, name] = [args.get(fields), args.get(stdinName)];
  return {
    format: args.get(format),
    ...(name === undefined ? {} : { stdinName: name }),
    ...(map === undefined ? {} : { reader: fieldsReader(readFieldMap(map)) }),
    parseAll: args.get(strictJson),
  };
}
