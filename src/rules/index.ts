import { acceptedInvalid } from './accepted-invalid.ts';
import { codeForStatus } from './code-for-status.ts';
import { echoAccount } from './echo-account.ts';
import { echoUseCase } from './echo-use-case.ts';
import { expiresAfterCreated } from './expires-after-created.ts';
import { linkHost } from './link-host.ts';
import { livemodeForKey } from './livemode-for-key.ts';
import { requestBody } from './request-body.ts';
import { requestContentType } from './request-content-type.ts';
import { requestMistakes } from './request-mistakes.ts';
import { responseBody } from './response-body.ts';
import { responseContentType } from './response-content-type.ts';
import { responseMistakes } from './response-mistakes.ts';
import { responseStatus } from './response-status.ts';
import type { Rule } from './rule.ts';
import { schemaRules } from './schema-rules.ts';
import { serverError } from './server-error.ts';
import { unexplainedRefusal } from './unexplained-refusal.ts';
import { urlForKey } from './url-for-key.ts';
import { versionRules } from './version.ts';

/** Every rule, in the order in which they are checked. To add one, copy a neighbour and list it here. */
export const rules: readonly Rule[] = [
  ...versionRules,
  requestBody,
  requestContentType,
  urlForKey,
  acceptedInvalid,
  responseStatus,
  serverError,
  responseBody,
  responseContentType,
  ...schemaRules,
  codeForStatus,
  unexplainedRefusal,
  echoAccount,
  echoUseCase,
  expiresAfterCreated,
  livemodeForKey,
  linkHost,
  ...requestMistakes,
  ...responseMistakes,
];
