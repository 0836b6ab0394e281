// What a job needs to judge any share of an input: told in plain values, so that a worker can be told as well.
import { loadCatalogue } from '../contract/contract.ts';
import { namedContract } from '../contract/select-contract.ts';
import { basisOf, judgeShare } from '../judge-share.ts';
import type { Partial } from '../partial.ts';
import { type FieldMap, fieldsReader } from '../readers/fields.ts';
import { findSources, type InputSource } from '../readers/find-sources.ts';
import { planShare } from '../readers/plan-share.ts';
import { candidatesOf } from '../readers/read-inputs.ts';
import { packageVersion } from './package-version.ts';

export interface ShareSettings {
  readonly paths: readonly string[];
  readonly format: string;
  readonly fields: FieldMap | undefined;
  readonly parseAll: boolean;
  readonly as: string | undefined;
  readonly assumeVersion: string | undefined;
  /** How many shares there are, and the sizes of the inputs when they were counted. */
  readonly of: number;
  readonly sizes: readonly (number | undefined)[];
}

/** Judges a share by its number, from 1. */
export type ShareJudge = (index: number, signal?: AbortSignal) => Promise<Partial>;

/** Makes a function that judges any share. Throws a `ToolError` where the inputs cannot be found. */
export async function createShareJudge(settings: ShareSettings): Promise<ShareJudge> {
  const { format, fields, parseAll, as, assumeVersion, of } = settings;
  const catalogue = loadCatalogue();
  const input = { format, parseAll, ...(fields === undefined ? {} : { reader: fieldsReader(fields) }) };
  const sources = await sourcesOf(settings);
  const options = {
    ...{ catalogue, input, basis: basisOf(packageVersion(), catalogue, {}) },
    ...(as === undefined ? {} : { as: namedContract(catalogue, as) }),
    ...(assumeVersion === undefined ? {} : { assumed: namedContract(catalogue, assumeVersion) }),
  };
  return async (index, signal) => {
    const plan = await planShare(sources, { index, of }, candidatesOf(input));
    return judgeShare(plan, { ...options, ...(signal === undefined ? {} : { signal }) });
  };
}

/** The inputs as they were when they were counted: one that has grown since is cut alike by all. */
async function sourcesOf({ paths, sizes }: ShareSettings): Promise<readonly InputSource[]> {
  const sources = await findSources(paths, noInput());
  return sources.map((source, index) => ({ ...source, ...sizeOf(sizes[index]) }));
}

function sizeOf(size: number | undefined): { readonly size?: number } {
  return size === undefined ? {} : { size };
}

async function* noInput(): AsyncGenerator<Uint8Array> {}
