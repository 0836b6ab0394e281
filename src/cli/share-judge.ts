// What a job needs to judge any share of an input: told in plain values, so that a worker can be told as well.
import type { Collected } from '../collect.ts';
import { loadCatalogue } from '../contract/contract.ts';
import { namedContract } from '../contract/select-contract.ts';
import { createTakesJudge, type Sighted } from '../judge-share.ts';
import { type FieldMap, fieldsReader } from '../readers/fields.ts';
import type { FoundInput } from '../readers/find-sources.ts';
import { createPlanner } from '../readers/plan-share.ts';
import { candidatesOf } from '../readers/read-inputs.ts';
import { createJudging, type Lesson } from '../take-record.ts';

export interface ShareSettings {
  readonly format: string;
  readonly fields: FieldMap | undefined;
  readonly parseAll: boolean;
  readonly as: string | undefined;
  readonly assumeVersion: string | undefined;
  /** The inputs as they were when they were counted: one that has grown since is cut alike by all. */
  readonly inputs: readonly FoundInput[];
  /** How many shares there are. */
  readonly of: number;
  /** Whether somebody compares exchanges: then their sightings are handed on. */
  readonly compares: boolean;
}

export interface ShareJudge {
  /** Judges the shares from a number, of which 1 is the first, to another in one go. */
  judge(first: number, last: number, sighted: Sighted, signal?: AbortSignal): Promise<Collected>;
  /** What was learned so far. */
  readonly lessons: readonly Lesson[];
}

/** Makes one that judges any share, and knows the lessons of another. */
export function createShareJudge(settings: ShareSettings, lessons: readonly Lesson[] = []): ShareJudge {
  const { format, fields, parseAll, as, assumeVersion, inputs, of, compares } = settings;
  const catalogue = loadCatalogue();
  const input = { format, parseAll, ...(fields === undefined ? {} : { reader: fieldsReader(fields) }) };
  const options = {
    ...{ catalogue, input },
    ...(as === undefined ? {} : { as: namedContract(catalogue, as) }),
    ...(assumeVersion === undefined ? {} : { assumed: namedContract(catalogue, assumeVersion) }),
  };
  const judging = createJudging(options, lessons);
  const judgeTakes = createTakesJudge(options, judging, compares);
  const plan = createPlanner(inputs, of, candidatesOf(input));
  return {
    judge: async (first, last, sighted, signal) => judgeTakes(await plan(first, last), sighted, signal),
    get lessons() {
      return judging.recogniser.lessons;
    },
  };
}
