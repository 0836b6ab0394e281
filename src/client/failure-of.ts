import { reasonOf } from '../errors.ts';
import type { Failure } from './http-client.ts';

const nobodyThere: ReadonlySet<unknown> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
]);

/** Why a request got no answer, out of what the library for HTTP has thrown. */
export function failureOf(thrown: unknown): Failure {
  const cause = nobodyThere.has(codeOf(thrown)) ? 'refused' : 'broken';
  return { kind: 'failed', cause, reason: reasonOf(thrown) };
}

/** Whether a connection was lost, and no more: as an idle one is that its server closes. */
export function isLoss(thrown: unknown): boolean {
  const code = codeOf(thrown);
  return (
    code === 'ECONNRESET' ||
    code === 'EPIPE' ||
    (code === 'UND_ERR_SOCKET' && thrown instanceof Error && thrown.message === 'other side closed')
  );
}

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
}
