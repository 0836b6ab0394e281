import { readFileSync } from 'node:fs';
import { reasonOf, ToolError } from '../errors.ts';
import { readReport } from '../read-report.ts';
import type { Report } from '../report.ts';
import type { Io } from './io.ts';

/** The report in a file, or `-` for stdin. Throws a `ToolError` that says what is wrong with it. */
export async function storedReport(file: string, { stdin }: Pick<Io, 'stdin'>): Promise<Report> {
  return readReport(file === '-' ? await textOf(stdin) : textIn(file), file);
}

function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    throw new ToolError('input-unreadable', `The report ${file} cannot be read: ${reasonOf(thrown)}.`);
  }
}

async function textOf(stdin: Io['stdin']): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of stdin) text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}
