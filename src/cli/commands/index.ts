import type { Command } from '../command.ts';
import { serve } from './serve.ts';

/** Every command that works, in the order of help. */
export const commands: readonly Command[] = [serve];
