import { mkdirSync } from 'node:fs';
import { emptyProject, quickNpx } from '../pack/empty-project.ts';
import type { Packed } from '../pack/pack-package.ts';
import type { Project } from './project.ts';

/** An empty project with the package, Pact's verifier and the SDK, as a reader of the documents has it. */
export function projectForDocuments(folder: string, packed: Packed): Project {
  mkdirSync(folder, { recursive: true });
  emptyProject(folder, packed, ['@pact-foundation/pact-core', 'stripe']);
  return { folder, path: [quickNpx(folder)] };
}
