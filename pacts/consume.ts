// The consumer side of Pact: the official SDK sends each interaction to Pact's mock server, and a pact comes out.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PactV4 } from '@pact-foundation/pact';
import { reasonOf } from '../src/errors.ts';
import { isJsonObject, type Json, member } from '../src/json.ts';
import { addInteraction, type Interaction } from '../src/pact/index.ts';

/** The part of an official SDK that is the consumer; every major has it. */
export interface Sdk {
  readonly v2: { readonly core: { readonly accountLinks: { create(parameters: never): Promise<unknown> } } };
}

/** Makes a client of an SDK for a Stripe-Version and a port on loopback. */
export type CreateSdk = (stripeVersion: string, port: number) => Sdk;

/** What the SDK made of an answer. */
export type Answer =
  | { readonly link: unknown }
  | { readonly refusal: { readonly code: unknown; readonly status: unknown } };

export interface Consumed {
  /** The pact file, the same byte for byte whenever it is made. */
  readonly text: string;
  readonly answers: ReadonlyMap<Interaction, Answer>;
}

const consumer = 'account-links-client';
const provider = 'stripe-account-links';

/** Every official SDK sends a key of its own with each request of v2; the verifier makes a new one each time. */
const idempotencyKey = {
  ...{ 'pact:matcher:type': 'regex', regex: '^.{1,255}$', value: 'stripe-node-retry-6bc9e1f0' },
  ...{ 'pact:generator:type': 'RandomString', size: 32 },
};
const headers = { 'Idempotency-Key': idempotencyKey };

/** Runs interactions through an SDK. Rejects when it sends something else than the interaction says. */
export async function consume(interactions: readonly Interaction[], createSdk: CreateSdk): Promise<Consumed> {
  process.env['PACT_DO_NOT_TRACK'] = 'true'; // exactly `true`: Pact calls home for any other value
  const folder = mkdtempSync(join(tmpdir(), 'pacts-'));
  const answers = new Map<Interaction, Answer>();
  try {
    for (const interaction of interactions) {
      answers.set(interaction, await playUntilNoted(interaction, createSdk, folder));
    }
    return { text: normalise(readFileSync(join(folder, `${consumer}-${provider}.json`), 'utf8')), answers };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Plays an interaction, again where Pact says that a request never came which its mock server has answered: the server
 * answers before it takes note, and one play in some hundreds is asked in between (measured).
 */
async function playUntilNoted(interaction: Interaction, createSdk: CreateSdk, folder: string): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    let answer: Answer | undefined;
    try {
      // The key is no part of the interaction, so that it cannot be part of the pact.
      const pact = new PactV4({ consumer, provider, dir: folder, logLevel: 'error' });
      await addInteraction(pact, interaction, { headers }).executeTest(async ({ port }) => {
        answer = await create(createSdk(interaction.stripeVersion, port), interaction.request);
      });
      if (answer === undefined) throw new Error(`The interaction "${interaction.description}" was not played.`);
      return answer;
    } catch (thrown) {
      const isUnnoted = answer !== undefined && /expected but not received/.test(reasonOf(thrown));
      if (!isUnnoted || attempt === 5) throw thrown;
    }
  }
}

/**
 * A refusal is returned: were it thrown, it would hide why the mock server did not like the request. What is not an
 * answer, a broken connection, is thrown.
 */
async function create(sdk: Sdk, request: Interaction['request']): Promise<Answer> {
  try {
    // No SDK's types describe all contracts, nor the mistakes among the interactions.
    return { link: await sdk.v2.core.accountLinks.create(request as never) };
  } catch (thrown) {
    const status = member(thrown, 'statusCode');
    if (status === undefined) throw thrown;
    return { refusal: { code: member(thrown, 'code'), status } };
  }
}

/** Without the versions of Pact's tools, which change with every update of them. */
function normalise(text: string): string {
  const pact: Json = JSON.parse(text);
  if (!isJsonObject(pact)) throw new Error('Pact wrote something else than an object.');
  const metadata = { pactSpecification: member(pact['metadata'], 'pactSpecification') ?? null };
  return `${JSON.stringify({ ...pact, metadata }, null, 2)}\n`;
}
