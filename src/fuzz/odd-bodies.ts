// Bodies that people and parsers get wrong.
import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import { flows } from './family.ts';
import { put } from './request-body.ts';

/** The same value with its members in another order, which JSON leaves free. */
export function reversed(value: Json): Json {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, reversed(inner)]),
  );
}

/** What people send who know v1, or who guess: wrong in more than one way, and refused for each of them. */
export function mistakes(body: JsonObject): Json[] {
  const flow = member(member(body, 'use_case'), flows[0]) ?? {};
  const { account } = body;
  const urls = { refresh_url: 'https://example.com/reauth', return_url: 'https://example.com/return' };
  const { refresh_url: _, ...withoutUrl } = flow as JsonObject; // the smallest request has a flow
  const type = flows[0];
  return [
    {},
    { ...(account === undefined ? {} : { account }) },
    { account: account ?? null, ...urls, type },
    { account: account ?? null, ...urls, use_case: { type, [type]: withoutUrl } },
    { account: account ?? null, use_case: { type, ...(flow as JsonObject) } },
    { account: account ?? null, use_case: type },
    { account: account ?? null, useCase: { type, accountOnboarding: flow } },
    { account_id: account ?? null, use_case: { type, [type]: flow } },
    { params: body },
  ];
}

/** Unknown members that trip a careless parser: refused or overlooked, but never a failure. */
export function oddMembers(body: JsonObject): Json[] {
  const names = ['__proto__', 'constructor', 'hasOwnProperty', '', 'x'.repeat(2000), '\u0000', '\u{1F600}'];
  const deep = JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`) as Json; // plain arrays
  return [
    ...names.map(name => put(body, `/${name}`, {})),
    ...names.slice(0, 3).map(name => put(body, `/use_case/${name}`, 1)),
    put(body, '/metadata', deep),
    put(body, '/metadata', 'x'.repeat(200_000)),
  ];
}
