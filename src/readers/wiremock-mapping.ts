import { isJsonObject, type Json, member } from '../json.ts';

/** Whether an object is a stub mapping beyond doubt. */
export function isWireMockMapping(value: Json): boolean {
  if (!mayBeMapping(value)) return false;
  const [request, response] = [member(value, 'request'), member(value, 'response')];
  const marks = ['urlPath', 'urlPattern', 'urlPathPattern', 'urlPathTemplate', 'bodyPatterns', 'queryParameters'];
  const answers = ['jsonBody', 'base64Body', 'bodyFileName', 'proxyBaseUrl', 'transformers', 'fault'];
  return (
    member(value, 'uuid') !== undefined ||
    member(value, 'persistent') !== undefined ||
    marks.some(name => member(request, name) !== undefined) ||
    answers.some(name => member(response, name) !== undefined)
  );
}

/** Whether it can be one: requests of mappings hold matchers, never a body or a plain header. */
export function mayBeMapping(value: Json | undefined): boolean {
  const [request, response] = [member(value, 'request'), member(value, 'response')];
  if (!isJsonObject(request) || !isJsonObject(response)) return false;
  if (
    !['url', 'urlPath', 'urlPattern', 'urlPathPattern', 'urlPathTemplate'].some(name => Object.hasOwn(request, name))
  ) {
    return false;
  }
  if (member(value, 'v') !== undefined || Object.hasOwn(request, 'body')) return false;
  const headers = member(request, 'headers') ?? {};
  return isJsonObject(headers) && Object.values(headers).every(isJsonObject);
}
