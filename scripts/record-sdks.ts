// Writes cases/recordings/: what official SDKs of five API versions say to the embedded provider, and its answers.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { recordingFiles, sdks } from './record-sdks/recording-files.ts';

const folder = new URL('../cases/recordings/', import.meta.url);

mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (/\.(ndjson|har)$/.test(name)) rmSync(new URL(name, folder));
for (const sdk of sdks) {
  for (const [name, text] of await recordingFiles(sdk)) {
    writeFileSync(new URL(name, folder), text);
    console.log(name);
  }
}
