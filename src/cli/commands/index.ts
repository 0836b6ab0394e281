import type { Command } from '../command.ts';
import { baseline } from './baseline.ts';
import { completionOf } from './completion.ts';
import { configOf } from './config.ts';
import { explain } from './explain.ts';
import { fuzz } from './fuzz.ts';
import { gate } from './gate.ts';
import { merge } from './merge.ts';
import { record } from './record.ts';
import { report } from './report.ts';
import { scan } from './scan.ts';
import { serve } from './serve.ts';
import { validate } from './validate.ts';
import { verify } from './verify.ts';

const working: readonly Command[] = [
  ...[validate, merge, fuzz, verify, gate, serve, record, scan, explain, baseline, report],
  configOf([validate, fuzz, verify, gate, serve, record]),
];

/** Every command that works, in the order of help. */
export const commands: readonly Command[] = [...working, completionOf(working)];
