import { mkdirSync } from 'node:fs';
import { emptyProject, quickNpx } from '../pack/empty-project.ts';
import type { Project } from './project.ts';

/** An empty project with the package, Pact's verifier and the SDK, as a reader of the documents has it. */
export function projectForDocuments(folder: string): Project {
  mkdirSync(folder, { recursive: true });
  emptyProject(folder, ['@pact-foundation/pact-core', 'stripe']);
  return { folder, path: [quickNpx(folder)] };
}
