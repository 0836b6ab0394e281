// Status and code of refusals and successes.
import type { Edit } from '../../../src/provider/index.ts';
import { json, onRefusal, saidOfRefusal, saidOfSuccess, unseenByPacts, type Variant } from '../variant.ts';

const mismatch = 'configs_must_match_to_use_account_links';
const blocked = 'accounts_v2_access_blocked';

/** A refusal that keeps its code under another status. */
function restatus(id: string, title: string, code: string, status: number): Variant {
  return saidOfRefusal(id, title, code, { status });
}

/** A refusal that keeps its status with another code. */
function recode(id: string, title: string, code: string, other: string): Variant {
  return saidOfRefusal(id, title, code, { edits: [{ op: 'add', path: '/error/code', value: other }] });
}

const successes: readonly Variant[] = [
  restatusSuccess('created-201', 'Answers 201 to a success.', 201),
  restatusSuccess('accepted-202', 'Answers 202 to a success.', 202),
  restatusSuccess('no-content-204', 'Answers 204 to a success.', 204),
  restatusSuccess('link-not-found', 'Answers the link under status 404.', 404),
  saidOfSuccess('redirect', 'Redirects to the link.', {
    ...{ status: 303, body: '' },
    headers: { 'content-type': null, location: 'https://links.example.com/1' },
  }),
];

const unknownAccount: readonly Variant[] = [
  restatus('unknown-200', 'Answers the error of an unknown account under status 200.', 'not_found', 200),
  restatus('unknown-400', 'Answers 400 for an unknown account.', 'not_found', 400),
  restatus('unknown-410', 'Answers 410 for an unknown account.', 'not_found', 410),
  restatus('unknown-500', 'Fails on an unknown account.', 'not_found', 500),
  saidOfRefusal(
    'unknown-403',
    'Answers 403 for an unknown account, as v1 does.',
    'not_found',
    instead(403, 'account_invalid'),
  ),
  saidOfRefusal(
    'unknown-as-invalid-fields',
    'Takes an unknown account for an invalid field.',
    'not_found',
    instead(400, 'invalid_fields'),
  ),
  saidOfRefusal(
    'unknown-as-mismatch',
    'Takes an unknown account for one without configurations.',
    'not_found',
    instead(400, mismatch),
  ),
  recode('unknown-resource-missing', 'Answers the code of v1 for an unknown account.', 'not_found', 'resource_missing'),
  recode('unknown-upper-cased', 'Answers `NOT_FOUND` for an unknown account.', 'not_found', 'NOT_FOUND'),
  recode('unknown-camel-cased', 'Answers `notFound` for an unknown account.', 'not_found', 'notFound'),
  recode('unknown-account-not-found', 'Answers `account_not_found`.', 'not_found', 'account_not_found'),
  onRefusal('unknown-numeric-code', 'Answers the status as the code.', 'not_found', (error, status) =>
    json(status, { error: { ...error, code: status } }),
  ),
];

const blockedPlatform: readonly Variant[] = [
  restatus('blocked-401', 'Answers 401 for a blocked platform.', blocked, 401),
  restatus('blocked-403', 'Answers 403 for a blocked platform.', blocked, 403),
  restatus('blocked-500', 'Fails on a blocked platform.', blocked, 500),
  recode('blocked-code', 'Answers another code for a blocked platform.', blocked, 'access_blocked'),
  recode('blocked-forbidden', 'Answers 400 `forbidden` for a blocked platform.', blocked, 'forbidden'),
  recode('blocked-as-mismatch', 'Takes a blocked platform for a mismatch.', blocked, mismatch),
  saidOfRefusal('blocked-as-unknown', 'Finds no account on a blocked platform.', blocked, instead(404, 'not_found')),
];

const mismatches: readonly Variant[] = [
  restatus('mismatch-403', 'Answers 403 for a mismatch.', mismatch, 403),
  restatus('mismatch-409', 'Answers 409 for a mismatch.', mismatch, 409),
  restatus('mismatch-422', 'Answers 422 for a mismatch.', mismatch, 422),
  restatus('mismatch-500', 'Fails on a mismatch.', mismatch, 500),
  recode('mismatch-as-invalid-fields', 'Takes a mismatch for an invalid field.', mismatch, 'invalid_fields'),
  recode('mismatch-as-blocked', 'Takes a mismatch for a blocked platform.', mismatch, blocked),
  recode('mismatch-code-cut', 'Cuts the code of a mismatch.', mismatch, 'configs_must_match'),
  saidOfRefusal(
    'mismatch-as-unknown',
    'Finds no account with such configurations.',
    mismatch,
    instead(404, 'not_found'),
  ),
];

const invalidFields: readonly Variant[] = [
  restatus('invalid-404', 'Answers 404 to invalid fields.', 'invalid_fields', 404),
  restatus('invalid-409', 'Answers 409 to invalid fields.', 'invalid_fields', 409),
  restatus('invalid-422', 'Answers 422 to invalid fields.', 'invalid_fields', 422),
  restatus('invalid-500', 'Fails on invalid fields.', 'invalid_fields', 500),
  recode('invalid-code-of-v1', 'Answers `parameter_invalid` to invalid fields.', 'invalid_fields', 'parameter_invalid'),
  recode('invalid-type-as-code', 'Answers the type as the code.', 'invalid_fields', 'invalid_request_error'),
  recode('invalid-field', 'Answers `invalid_field`.', 'invalid_fields', 'invalid_field'),
  recode('invalid-as-not-found', 'Answers 400 `not_found` to invalid fields.', 'invalid_fields', 'not_found'),
];

const all: readonly Variant[] = [
  saidOfRefusal('every-refusal-200', 'Answers every error under status 200.', undefined, { status: 200 }),
  saidOfRefusal('every-refusal-400', 'Answers every error under status 400.', undefined, { status: 400 }),
  saidOfRefusal('every-refusal-500', 'Answers every error under status 500.', undefined, { status: 500 }),
  saidOfRefusal(
    'every-refusal-not-found',
    'Answers 404 `not_found` to all that it refuses.',
    undefined,
    instead(404, 'not_found'),
  ),
  saidOfRefusal(
    'every-refusal-invalid',
    'Answers 400 `invalid_fields` to all that it refuses.',
    undefined,
    instead(400, 'invalid_fields'),
  ),
  onRefusal('refusals-as-success-false', 'Answers `{"success": false}` under status 200.', undefined, ({ message }) =>
    json(200, { success: false, message: message ?? null }),
  ),
];

function restatusSuccess(id: string, title: string, status: number): Variant {
  return saidOfSuccess(id, title, { status });
}

/** The refusal that is given instead. */
function instead(status: number, code: string): { readonly status: number; readonly edits: readonly Edit[] } {
  const error = { code, message: 'This request was refused.' };
  return { status, edits: [{ op: 'replace', path: '', value: { error } }] };
}

/** What the error says of the account, wrongly; a member that is absent says nothing. The pacts do not look at its value. */
const hints: readonly Variant[] = [
  hinting('hint-of-none', 'Says in the error that no configuration is applied to the account.', []),
  hinting('hint-of-storer', 'Names in the error a configuration that the account has not.', ['storer']),
].map(unseenByPacts);

function hinting(id: string, title: string, value: readonly string[]): Variant {
  const path = '/error/applied_configurations';
  return saidOfRefusal(id, title, mismatch, { edits: [{ op: 'add', path, value }] });
}

export const answers: readonly Variant[] = [
  ...successes,
  ...unknownAccount,
  ...blockedPlatform,
  ...mismatches,
  ...hints,
  ...invalidFields,
  ...all,
];
