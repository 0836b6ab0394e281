// What stops us from judging. A finding is about the user's traffic and is data; a ToolError is about our ability to
// run and is thrown; a bug is neither and is not caught before `cli/main.ts`.

/** Every code a `ToolError` can carry. Stable: renaming one is a breaking change. */
export const errorCodes = {
  usage: 'The command line is not one we can act on.',
  'input-missing': 'A path that was named does not exist.',
  'input-empty': 'The input holds no recorded exchange.',
  'input-unreadable': 'The input cannot be read or is not of a known format.',
  'version-unknown': 'A Stripe-Version or contract was named that no contract covers.',
  'contract-broken': 'A schema or a data file of a contract is not usable.',
  'provider-unreachable': 'The provider never answered.',
  'states-failed': 'A provider state could not be set up.',
  'states-needed': 'The command must be told how to reach provider states or which accounts exist.',
  'nothing-tested': 'Not one request told us anything about the contract.',
  'coverage-low': 'The run covered less of the contract than was asked for.',
  'pact-missing': 'The optional Pact package is not installed.',
  'pact-unreadable': 'A pact file cannot be read or holds no interaction.',
  'pact-failed': 'The Pact verifier itself failed.',
  'broker-failed': 'The Pact Broker cannot be reached, refused us or is none.',
  'not-published': 'A result was not published, because not all of its pact was tested.',
  'address-in-use': 'The address to listen on is taken or not available.',
  interrupted: 'The run was stopped before it was finished.',
  'partials-mixed': 'Partial results were to be merged that do not belong together.',
  'partials-missing': 'Not all shards of an input were given to be merged.',
  'output-unwritable': 'A report file cannot be written.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** We could not run: exit code 2. The message says what, where, why and what to do. */
export class ToolError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ToolError';
    this.code = code;
  }
}

/** The text of anything that was thrown. */
export function reasonOf(thrown: unknown): string {
  const reason = thrown instanceof Error ? thrown.message || thrown.name : String(thrown);
  return untrusted.test(reason) ? `${reason} (NODE_EXTRA_CA_CERTS=FILE names an authority to trust)` : reason;
}

/** What OpenSSL says of a certificate whose authority it does not know. */
const untrusted = /^(?:self-signed certificate|unable to (?:verify the first|get (?:local )?issuer) certificate)/;
