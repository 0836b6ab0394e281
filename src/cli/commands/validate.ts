import type { Args, Command } from '../command.ts';
import type { Io } from '../io.ts';
import { judging } from '../judging.ts';
import { allowUnreadable, as, assumeVersion, fields, format, judgingOptions, strictJson } from '../options.ts';
import { readFieldMap } from '../read-field-map.ts';

/** Judges recorded traffic. */
export const validate: Command = {
  name: 'validate',
  summary: 'Judge recorded HTTP traffic',
  positionals: [{ name: 'paths', summary: 'Files, folders, or - for stdin.', required: true, variadic: true }],
  examples: [
    'account-links validate recordings/ exported.har',
    'zcat log.ndjson.gz | account-links validate -',
    'account-links validate recordings/ --as 2026-09-30.endive',
  ],
  options: [format, fields, strictJson, as, assumeVersion, allowUnreadable, ...judgingOptions],
  run,
};

async function run(args: Args, io: Io): Promise<number> {
  const { loadCatalogue } = await import('../../contract/contract.ts');
  const { namedContract } = await import('../../contract/select-contract.ts');
  const { readInputs } = await import('../../readers/read-inputs.ts');
  const pipeline = await import('../../validate.ts');
  const catalogue = loadCatalogue();
  const [rehearsed, assumed] = [args.get(as), args.get(assumeVersion)];
  const versions = {
    ...(rehearsed === undefined ? {} : { as: namedContract(catalogue, rehearsed) }),
    ...(assumed === undefined ? {} : { assumed: namedContract(catalogue, assumed) }),
  };
  const map = args.get(fields);
  const { fieldsReader } = await import('../../readers/fields.ts');
  return judging('validate', args, io, async ({ tally, record, signal }) => {
    const records = readInputs(args.positionals, {
      stdin: io.stdin,
      format: args.get(format),
      ...(map === undefined ? {} : { reader: fieldsReader(readFieldMap(map)) }),
      parseAll: args.get(strictJson),
    });
    const options = { catalogue, ...versions, allowUnreadable: args.get(allowUnreadable), onRecord: record, signal };
    await pipeline.validate(records, tally, options);
    return undefined;
  });
}
