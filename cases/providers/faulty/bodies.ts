// The body around an answer: errors without their envelope, bodies that are not what they say they are.

import { gzipSync } from 'node:zlib';
import type { JsonObject } from '../../../src/json.ts';
import { camelCased } from '../edits.ts';
import { onAnswer, onRefusal, saidOfLink, saidOfRefusal, saidOfSuccess, type Variant } from '../variant.ts';

function onEnvelope(id: string, title: string, edit: (error: JsonObject, status: number) => unknown): Variant {
  return onRefusal(id, title, undefined, (error, status) => text(status, JSON.stringify(edit(error, status))));
}

const refusals: readonly Variant[] = [
  saidOfRefusal('error-without-message', 'Leaves the message out.', undefined, {
    edits: [{ op: 'remove', path: '/error/message' }],
  }),
  saidOfRefusal('error-without-code', 'Leaves the code out.', undefined, {
    edits: [{ op: 'remove', path: '/error/code' }],
  }),
  saidOfRefusal('error-with-null-code', 'Answers null for the code.', undefined, {
    edits: [{ op: 'add', path: '/error/code', value: null }],
  }),
  saidOfRefusal('error-with-null-message', 'Answers null for the message.', undefined, {
    edits: [{ op: 'add', path: '/error/message', value: null }],
  }),
  onEnvelope('error-with-messages', 'Answers a list of messages.', error => ({
    error: { ...error, message: [error['message']] },
  })),
  onEnvelope('error-of-v1', 'Answers a type and a message, as v1 does.', ({ message }) => ({
    error: { type: 'invalid_request_error', message, param: 'account' },
  })),
  onEnvelope('error-code-within-type', 'Answers the code as the type.', ({ code, message }) => ({
    error: { type: code, message },
  })),
  saidOfRefusal('error-flat', 'Answers the error without its envelope.', undefined, {
    edits: [{ op: 'copy', from: '/error', path: '' }],
  }),
  saidOfRefusal('error-as-text', 'Answers the code alone for `error`.', undefined, {
    edits: [{ op: 'copy', from: '/error/code', path: '/error' }],
  }),
  saidOfRefusal('error-message-as-text', 'Answers the message alone for `error`.', undefined, {
    edits: [{ op: 'copy', from: '/error/message', path: '/error' }],
  }),
  saidOfRefusal('error-null', 'Answers null for `error`.', undefined, {
    edits: [{ op: 'add', path: '/error', value: null }],
  }),
  saidOfRefusal('error-list', 'Answers a list `errors`.', undefined, {
    edits: [
      { op: 'add', path: '/errors', value: [] },
      { op: 'move', from: '/error', path: '/errors/-' },
    ],
  }),
  onEnvelope('error-in-list', 'Answers a list for `error`.', error => ({ error: [error] })),
  onEnvelope('error-of-error', 'Wraps the error twice.', error => ({ error: { error } })),
  onEnvelope('error-renamed', 'Names the members of an error in another way.', ({ code, message }) => ({
    error: { errorCode: code, errorMessage: message },
  })),
  onEnvelope('error-camel-cased-code', 'Answers codes in camel case.', error => ({
    error: { ...error, code: camelCased(String(error['code'])) },
  })),
  onEnvelope('error-of-framework', 'Answers errors as its framework does.', ({ message }, status) => ({
    statusCode: status,
    message,
    error: 'Bad Request',
  })),
  saidOfRefusal('error-as-detail', 'Answers `{"detail": …}`.', undefined, {
    edits: [
      { op: 'copy', from: '/error/message', path: '/detail' },
      { op: 'remove', path: '/error' },
    ],
  }),
  onEnvelope('error-as-problem', 'Answers a problem of RFC 9457.', ({ code, message }, status) => ({
    ...{ type: `urn:${String(code)}`, title: code, status, detail: message },
  })),
  saidOfRefusal('error-empty-object', 'Answers an empty object to what it refuses.', undefined, {
    edits: [{ op: 'remove', path: '/error' }],
  }),
  saidOfRefusal('error-flat-for-unknown', 'Forgets the envelope for an unknown account.', 'not_found', {
    edits: [{ op: 'copy', from: '/error', path: '' }],
  }),
  saidOfRefusal('error-body-empty', 'Answers nothing to what it refuses.', undefined, { body: '' }),
  saidOfRefusal('error-body-html', 'Answers a page to what it refuses.', undefined, {
    body: '<!DOCTYPE html><title>Error</title>',
    headers: { 'content-type': 'text/html' },
  }),
  onRefusal('error-body-plain', 'Answers the message as plain text.', undefined, ({ message }, status) =>
    text(status, String(message), 'text/plain'),
  ),
];

const successes: readonly Variant[] = [
  saidOfLink('link-body-empty-object', 'Answers an empty object.', { op: 'replace', path: '', value: {} }),
  saidOfLink('link-body-null', 'Answers null.', { op: 'replace', path: '', value: null }),
  saidOfSuccess('link-body-empty', 'Answers nothing to a success.', { body: '' }),
  saidOfSuccess('link-body-html', 'Answers a page to a success.', {
    ...{ body: '<html></html>', headers: { 'content-type': 'text/html' } },
  }),
  onSuccess('link-body-url', 'Answers the link as plain text.', link =>
    text(200, String(JSON.parse(link).url), 'text/plain'),
  ),
  saidToBe('link-as-plain-text', 'Says that its JSON is plain text.', 'text/plain'),
  saidToBe('link-as-html', 'Says that its JSON is HTML.', 'text/html; charset=utf-8'),
  saidToBe('link-as-vendor-json', 'Says that its JSON is of its own kind.', 'application/vnd.links+json'),
  saidToBe('link-as-octets', 'Says that its JSON is bytes.', 'application/octet-stream'),
  saidToBe('link-without-content-type', 'Says nothing of what its answer is.', null),
  onSuccess('link-as-form', 'Answers the link as a form.', link => {
    const form = new URLSearchParams(JSON.parse(link));
    return text(200, form.toString(), 'application/x-www-form-urlencoded');
  }),
  onSuccess('link-after-warning', 'Prints a warning before its JSON.', link =>
    text(200, `<br /><b>Warning</b>: Undefined index in links.php on line 17<br />${link}`),
  ),
  onSuccess('link-as-jsonp', 'Wraps its JSON in a callback.', link => text(200, `callback(${link});`)),
  onSuccess('link-in-single-quotes', 'Prints its object in the syntax of its language.', link =>
    text(200, link.replaceAll('"', "'").replace('false', 'False')),
  ),
  onSuccess('link-with-trailing-comma', 'Ends its object with a comma.', link => text(200, link.replace(/\}$/, ',}'))),
  onSuccess('link-cut', 'Cuts its answers off after 200 characters.', link => text(200, link.slice(0, 200))),
  onSuccess('link-twice', 'Writes its answer twice.', link => text(200, link + link)),
  onSuccess('link-gzipped-unsaid', 'Compresses its answers and does not say so.', link => bytes(gzipSync(link), {})),
  onSuccess('link-gzipped-twice', 'Compresses its answers twice.', link =>
    bytes(gzipSync(gzipSync(link)), { 'content-encoding': 'gzip' }),
  ),
  saidOfSuccess('link-said-to-be-gzipped', 'Says that its answers are compressed, and they are not.', {
    headers: { 'content-encoding': 'gzip' },
  }),
  onSuccess('link-in-utf-16', 'Answers in UTF-16.', link => bytes(Buffer.from(link, 'utf16le'), {})),
];

function saidToBe(id: string, title: string, type: string | null): Variant {
  return saidOfSuccess(id, title, { headers: { 'content-type': type } });
}

function onSuccess(id: string, title: string, answer: (link: string) => Response): Variant {
  return onAnswer(id, title, async response => (response.status === 200 ? answer(await response.text()) : response));
}

function text(status: number, body: string, type = 'application/json'): Response {
  return new Response(body, { status, headers: { 'content-type': type } });
}

function bytes(body: Uint8Array, headers: Readonly<Record<string, string>>): Response {
  const copy = new Uint8Array(body); // a Response takes no view of a shared buffer
  return new Response(copy, { headers: { 'content-type': 'application/json', ...headers } });
}

export const bodies: readonly Variant[] = [...refusals, ...successes];
