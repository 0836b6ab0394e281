// An interaction into a pact of the team's own. Nothing of Pact is imported: whoever calls this has it.
import type { JsonObject } from '../json.ts';
import type { Interaction } from './interaction.ts';

/** What is needed of a `PactV4` of `@pact-foundation/pact`. */
export interface PactToWrite {
  addInteraction(): Unconfigured;
}

interface Unconfigured {
  given(state: string, parameters?: JsonObject): Unconfigured;
  uponReceiving(description: string): Unconfigured;
  comment(comment: string): Unconfigured;
  withRequest(method: string, path: string, build: (builder: RequestBuilder) => void): WithRequest;
}

interface RequestBuilder {
  headers(headers: Record<string, string>): RequestBuilder;
  jsonBody(body: unknown): RequestBuilder;
}

interface WithRequest {
  willRespondWith(status: number, build: (builder: ResponseBuilder) => void): Ready;
}

interface ResponseBuilder {
  jsonBody(body: unknown): ResponseBuilder;
}

/** An interaction that waits for the client. */
export interface Ready {
  /** Calls the client under test with the mock server's address; rejects when it sends something else. */
  executeTest<T>(test: (server: { readonly url: string; readonly port: number }) => Promise<T>): Promise<T | undefined>;
}

/** Further headers that the client always sends: texts, or matchers of Pact. */
export interface SentHeaders {
  readonly [name: string]: unknown;
}

/**
 * Adds an interaction to a pact.
 *
 * @example
 * ```ts
 * const pact = new PactV4({ consumer: 'our-app', provider: 'stripe-account-links' });
 * await addInteraction(pact, interaction).executeTest(({ url }) => ourClient(url).createLink());
 * ```
 */
export function addInteraction(
  pact: PactToWrite,
  interaction: Interaction,
  { headers = {} }: { readonly headers?: SentHeaders } = {},
): Ready {
  const { description, states, stripeVersion, status, comment } = interaction;
  const unconfigured = pact.addInteraction();
  for (const { name, params } of states) unconfigured.given(name, params);
  return unconfigured
    .uponReceiving(description)
    .comment(comment)
    .withRequest('POST', '/v2/core/account_links', builder => {
      builder
        .headers({ ...headers, 'Stripe-Version': stripeVersion } as Record<string, string>) // or matchers
        .jsonBody(interaction.requestMatcher);
    })
    .willRespondWith(status, builder => {
      builder.jsonBody(interaction.responseMatcher);
    });
}
