import { writeFileSync } from 'node:fs';
import nock from 'nock';
import { callAll } from './calls.mjs';

nock.recorder.rec({ output_objects: true, dont_print: true, enable_reqheaders_recording: true });
await callAll();
writeFileSync('out/nock.json', JSON.stringify(nock.recorder.play(), null, 2));
