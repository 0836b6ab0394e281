import type { Catalogue } from '../contract/contract.ts';
import { type Selection, selectContract } from '../contract/select-contract.ts';
import { latest } from '../latest.ts';
import { keyKindOf } from '../redact.ts';
import type { Incoming } from './incoming.ts';
import { type ReadJson, readJsonBytes } from './read-json.ts';

/** What one request to the endpoint says, read once: every check and the answer work on this. */
export interface Call {
  /** `undefined` for no key, a malformed one, or one that is neither a test nor a live secret key. */
  readonly keyKind: 'live' | 'test' | undefined;
  readonly authorization: string;
  /** The contract that was asked for, or why it is not clear which. */
  readonly selection: Selection;
  readonly contentType: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly body: ReadJson;
  readonly bytes: Uint8Array;
}

/** Makes a function that reads requests; one without a Stripe-Version is of `unsaid`, if given. Consumes their bodies. */
export function createReadCall(catalogue: Catalogue, unsaid?: string): (request: Incoming) => Promise<Call> {
  // One request after the other names the same.
  const selectionOf = latest((versions: string | null) => selectContract(catalogue, valuesOf(versions)));
  const kindOf = latest(secretKeyKind);
  return async request => {
    const { headers } = request;
    const authorization = headers.get('authorization');
    const body = request.wholeBody ?? (await request.arrayBuffer());
    const bytes = body instanceof Uint8Array ? body : new Uint8Array(body);
    return {
      keyKind: kindOf(authorization),
      authorization: authorization ?? '',
      selection: selectionOf(headers.get('stripe-version') || (unsaid ?? null)),
      contentType: headers.get('content-type') ?? undefined,
      idempotencyKey: headers.get('idempotency-key') ?? undefined,
      body: readJsonBytes(bytes),
      bytes,
    };
  };
}

/** One scheme and one credential: a bare key, and two headers that arrive joined by a comma, are malformed. */
function secretKeyKind(authorization: string | null): Call['keyKind'] {
  if (authorization === null || !/^(?:Bearer|Basic)\s+[^\s,]+$/i.test(authorization)) return undefined;
  const kind = keyKindOf(authorization);
  return kind === 'unknown' ? undefined : kind;
}

/** The values of a header that may be repeated: WHATWG `Headers` joins them by commas, and no version holds one. */
function valuesOf(joined: string | null): readonly string[] {
  return joined === null || joined === '' ? [] : joined.split(',').map(value => value.trim());
}
