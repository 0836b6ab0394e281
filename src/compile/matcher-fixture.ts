// For tests: what stands in a matcher of Pact.
import { isJsonObject, type Json } from '../json.ts';

/** The matcher without its rules. */
export function exampleOf(matcher: Json): Json {
  if (isList(matcher)) return matcher.map(exampleOf);
  if (!isJsonObject(matcher)) return matcher;
  if (Object.hasOwn(matcher, 'pact:matcher:type')) return exampleOf(matcher['value'] ?? null);
  return Object.fromEntries(Object.entries(matcher).map(([name, value]) => [name, exampleOf(value)]));
}

/** Its regexes, each with the text beside it. */
export function regexesOf(matcher: Json): readonly { readonly regex: string; readonly value: string }[] {
  if (isList(matcher)) return matcher.flatMap(regexesOf);
  if (!isJsonObject(matcher)) return [];
  const { value, 'pact:matcher:type': rules } = matcher;
  const own = (isList(rules ?? null) ? (rules as readonly Json[]) : []).flatMap(
    rule => // a list, by the line itself
      isJsonObject(rule) && typeof rule['regex'] === 'string' && typeof value === 'string'
        ? [{ regex: rule['regex'], value }]
        : [],
  );
  return [...own, ...Object.values(matcher).flatMap(regexesOf)];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
