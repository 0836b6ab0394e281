// Edits of JSON values by path, for links and requests alike: as data, and as functions.
import { isJsonObject, type Json, type JsonObject } from '../../src/json.ts';
import type { Edit as Said } from '../../src/provider/index.ts';

export type Edit = (old: Json | undefined) => Json | undefined;

/** The object with one member at a path changed; `undefined` removes it. A path that leads nowhere changes nothing. */
export function changed(value: Json, path: readonly string[], edit: Edit): Json {
  const [name, ...rest] = path;
  if (name === undefined || !isJsonObject(value)) return value;
  const { [name]: old, ...others } = value;
  if (rest.length > 0) return old === undefined ? value : { ...value, [name]: changed(old, rest, edit) };
  const edited = edit(old);
  return edited === undefined ? others : { ...value, [name]: edited };
}

/** Both flows' options of a use case edited alike. */
export function inFlows(value: Json, path: readonly string[], edit: Edit): Json {
  return ['account_onboarding', 'account_update'].reduce<Json>(
    (edited, flow) => changed(edited, ['use_case', flow, ...path], edit),
    value,
  );
}

/** Both URLs of both flows, where they are texts. */
export function inUrls(value: Json, edit: (url: string) => Json): Json {
  return ['refresh_url', 'return_url'].reduce(
    (edited, name) => inFlows(edited, [name], old => (typeof old === 'string' ? edit(old) : old)),
    value,
  );
}

export function set(value: Json): Edit {
  return () => value;
}

/** Only what is there is changed. */
export function ifThere(edit: (old: Json) => Json | undefined): Edit {
  return old => (old === undefined || old === null ? old : edit(old));
}

/** Only a list is changed. */
export function ifList(edit: (old: readonly Json[]) => Json): Edit {
  return old => (isList(old) ? edit(old) : old);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** All member names changed, at every level. */
export function renamedThroughout(value: Json, rename: (name: string) => string): Json {
  if (isList(value)) return value.map(one => renamedThroughout(one, rename));
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(([name, inner]) => [rename(name), renamedThroughout(inner, rename)]);
  return Object.fromEntries(members) as JsonObject; // of pairs of a name and a JSON value
}

export function camelCased(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** As data: in both flows. */
export function setInFlows(option: string, value: Json): readonly Said[] {
  return flowPaths(option).map(path => ({ op: 'add', path, value }));
}

/** As data: in both flows, where it is there. */
export function replacedInFlows(option: string, value: Json): readonly Said[] {
  return flowPaths(option).map(path => ({ op: 'replace', path, value }));
}

/** As data: in both flows. */
export function removedInFlows(option: string): readonly Said[] {
  return flowPaths(option).map(path => ({ op: 'remove', path }));
}

function flowPaths(option: string): readonly string[] {
  return ['account_onboarding', 'account_update'].map(flow => `/use_case/${flow}/${option}`);
}
