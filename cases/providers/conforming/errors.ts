// Errors that say the same in another way.
import type { JsonObject } from '../../../src/json.ts';
import { json, onRefusal, type Variant } from '../variant.ts';

function onErrors(id: string, title: string, edit: (error: JsonObject, status: number) => JsonObject): Variant {
  return onRefusal(id, title, undefined, (error, status) => json(status, { error: edit(error, status) }));
}

const mismatch = 'configs_must_match_to_use_account_links';

export const errors: readonly Variant[] = [
  onErrors('rich-errors', 'Adds all optional members to its errors, and more.', error => ({
    type: 'invalid_request_error',
    doc_url: 'https://docs.example.com/errors',
    user_message: 'This did not work.',
    request_log_url: 'https://dashboard.example.com/logs/1',
    param: 'account',
    ...error,
  })),
  onErrors(
    'null-errors',
    'Answers null for the optional members of its errors.',
    ({ code = null, message = null }) => ({
      ...{ code, message, type: null, doc_url: null, user_message: null, applied_configurations: null },
    }),
  ),
  onErrors('bare-errors', 'Answers code and message and no more.', ({ code = null, message = null }) => ({
    code,
    message,
  })),
  onErrors('own-messages', 'Has messages of its own, in another language.', error => ({
    ...error,
    message: `Ça n’a pas marché : ${'é'.repeat(300)} 🙁`,
  })),
  onRefusal('more-beside-errors', 'Adds members beside `error`.', undefined, (error, status) =>
    json(status, { error, request_id: 'req_v2abc', object: 'error', livemode: false }),
  ),
  onRefusal('mismatch-explained', 'Answers the applied configurations with a mismatch.', mismatch, error =>
    json(400, { error: { applied_configurations: ['recipient'], ...error } }),
  ),
];
