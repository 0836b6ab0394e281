// The options of what records.
import { type Option, valueOption, withDefault } from './option.ts';
import { parseInteger, parseText } from './parse-value.ts';

export const outputFile: Option<string> = withDefault(
  valueOption(
    { name: 'output', value: 'FILE', summary: 'Where to add the recordings: NDJSON, or HAR for a name in .har.' },
    parseText,
  ),
  'recording.ndjson',
);

export const maxSize: Option<number> = withDefault(
  valueOption(
    {
      name: 'max-size',
      value: 'MIB',
      summary: 'Put the file aside under a number, and begin a new one, at this size.',
    },
    parseInteger(1, 1_048_576),
  ),
  100,
);

export const certificates: Option<string | undefined> = valueOption(
  {
    name: 'ca',
    value: 'FILE',
    summary: 'Certificates (PEM) that the upstream may have, instead of those of the system.',
  },
  parseText,
);
