import { envoyTapReader } from './envoy-tap.ts';
import { exvcrReader } from './exvcr.ts';
import { goVcrReader } from './go-vcr.ts';
import { goReplayReader } from './goreplay.ts';
import { harReader } from './har.ts';
import { ndjsonReader } from './ndjson.ts';
import { newmanReader } from './newman.ts';
import { nockReader } from './nock.ts';
import { pactReader } from './pact.ts';
import { phpVcrReader } from './php-vcr.ts';
import { pinoHttpReader } from './pino-http.ts';
import { postmanReader } from './postman.ts';
import type { Reader } from './reader.ts';
import { undiciReader } from './undici.ts';
import { vcrReader } from './vcr.ts';
import { vcrpyReader } from './vcrpy.ts';
import { wiremockReader } from './wiremock.ts';
import { wiremockJournalReader } from './wiremock-journal.ts';

/** The formats, in the order of help. To add one, copy a neighbour and list it here. */
export const readers: readonly Reader[] = [
  ndjsonReader,
  pinoHttpReader,
  harReader,
  vcrReader,
  vcrpyReader,
  goVcrReader,
  phpVcrReader,
  exvcrReader,
  nockReader,
  undiciReader,
  wiremockReader,
  wiremockJournalReader,
  postmanReader,
  newmanReader,
  pactReader,
  goReplayReader,
  envoyTapReader,
];

/** The names for `--format`, besides `auto`. */
export const formatNames: readonly string[] = readers.map(({ id }) => id);
