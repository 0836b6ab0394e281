import { isDeepStrictEqual } from 'node:util';
import type { Schema } from '../contract/schema.ts';
import { excerpt } from '../exchange.ts';
import { isJsonObject, type Json, member, pointerToken } from '../json.ts';
import { type Breach, type Facts, noBreach, type Rule } from './rule.ts';

export const echoUseCase: Rule = {
  id: 'response/echo-use-case',
  title: 'The use case comes back as it was sent.',
  why: 'What the link will do is not what was asked for.',
  fix: 'Answer with the use case of the request; for what was not sent, leave the member out, or null or its default.',
  party: 'provider',
  severity: 'error',
  evidence: 'documented',
  source: 'reference-2025-12-15.clover',
  check(facts) {
    if (facts.exchange.response.status !== 200) return noBreach;
    // One fault, one finding: where the response schema has spoken, the echo is silent.
    if (isEqual(member(facts.request, 'use_case'), member(facts.response, 'use_case'))) return noBreach;
    const spoken = new Set(facts.responseViolations.filter(isFault).map(({ pointer }) => `/response/body${pointer}`));
    return [...echoes(facts)].filter(({ pointer = '' }) => !spoken.has(pointer));
  },
};

function isFault({ keyword }: { readonly keyword: string }): boolean {
  return keyword !== 'x-known-values';
}

const flows = ['account_onboarding', 'account_update'];

function* echoes({ request, response, selection }: Facts): Generator<Breach> {
  const [sent, got] = [member(request, 'use_case'), member(response, 'use_case')];
  const type = member(sent, 'type');
  if (typeof type !== 'string' || !isJsonObject(sent) || !isJsonObject(got)) return;
  const at = '/response/body/use_case';
  if (typeof got['type'] === 'string' && got['type'] !== type) yield different(`${at}/type`, type, got['type']);
  for (const flow of flows) {
    const [options, echo] = [member(sent, flow), member(got, flow)];
    const schema = selection.contract.request.properties?.['use_case']?.properties?.[flow];
    if (isEqual(options, echo)) continue;
    if (isJsonObject(options) && schema !== undefined) yield* compare(schema, options, echo, `${at}/${flow}`);
    else if (options === undefined && echo !== undefined && echo !== null) {
      yield different(`${at}/${flow}`, undefined, echo);
    }
  }
}

/** Members that were sent come back the same; those that were not may be absent, null or the documented default. */
function* compare(schema: Schema, sent: Json | undefined, got: Json | undefined, at: string): Generator<Breach> {
  if (isSent(sent) && !isJsonObject(sent)) {
    if (!isSame(sent, got)) yield different(at, sent, got);
  } else if (schema.properties === undefined) {
    if (isSent(got) && !isDeepStrictEqual(got, schema.default)) yield different(at, undefined, got);
  } else if (!isJsonObject(got)) {
    if (isSent(sent) && Object.values(sent).some(isSent)) yield different(at, sent, got);
  } else {
    for (const [name, inner] of Object.entries(schema.properties)) {
      yield* compare(inner, member(sent, name), member(got, name), `${at}/${pointerToken(name)}`);
    }
  }
}

/** The same to the letter, as most echoes are: then there is nothing to compare. */
function isEqual(sent: Json | undefined, got: Json | undefined): boolean {
  if (typeof sent !== 'object' || sent === null || typeof got !== 'object' || got === null) return sent === got;
  if (Array.isArray(sent) || Array.isArray(got)) {
    if (!Array.isArray(sent) || !Array.isArray(got) || sent.length !== got.length) return false;
    for (let index = 0; index < sent.length; index++) if (!isEqual(sent[index], got[index])) return false;
    return true;
  }
  let names = 0;
  for (const name in sent) {
    names++;
    if (!Object.hasOwn(got, name) || !isEqual(member(sent, name), member(got, name))) return false;
  }
  for (const _ in got) names--;
  return names === 0;
}

/** null for an optional member is read as "not sent": what a provider makes of it is unknown. */
function isSent(value: Json | undefined): value is Exclude<Json, null> {
  return value !== undefined && value !== null;
}

/** The order of a list is free, and so is what becomes of a value that was sent twice. */
function isSame(sent: Json, got: Json | undefined): boolean {
  if (!Array.isArray(sent) || !Array.isArray(got)) return isDeepStrictEqual(sent, got);
  return isDeepStrictEqual(new Set(sent), new Set(got));
}

function different(pointer: string, sent: Json | undefined, got: Json | undefined): Breach {
  const name = pointer.slice('/response/body/'.length).replaceAll('/', '.');
  return {
    message:
      sent === undefined
        ? `\`${name}\` comes back although it was not sent.`
        : `\`${name}\` does not come back as it was sent.`,
    pointer,
    expected: sent === undefined ? 'no value, null or the documented default' : excerpt(sent),
    received: excerpt(got),
  };
}
