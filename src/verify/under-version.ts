import type { NamedContract } from '../check.ts';
import { outcomeAt } from '../contract/outcomes.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import type { Pact } from './pact.ts';

/**
 * A pact of ours under another Stripe-Version of its contract: that one is sent. What the documents do not know there
 * yet is skipped.
 */
export function underVersion(pact: Pact, { contract, stripeVersion }: NamedContract): Pact {
  const listed = member(pact.document, 'interactions');
  const documents = Array.isArray(listed) ? listed : [];
  return {
    source: `${pact.source} as ${stripeVersion}`,
    document: { ...pact.document, interactions: documents.map(one => withVersion(one, stripeVersion)) },
    interactions: pact.interactions.map((interaction, index) => {
      const response = member(documents[index], 'response');
      const code = member(member(member(member(response, 'body'), 'content'), 'error'), 'code');
      const outcome = contract.outcomes.find(one => one.status === member(response, 'status') && one.code === code);
      const isKnown = outcome === undefined || outcomeAt(outcome, stripeVersion).evidence !== 'assumed';
      const skipped = `the documents know of it from the Stripe-Version ${outcome?.since} on`;
      const description = `${interaction.description} (as ${stripeVersion})`;
      return { ...interaction, description, ...(isKnown ? {} : { skipped }) };
    }),
  };
}

function withVersion(interaction: Json, stripeVersion: string): Json {
  const request = member(interaction, 'request');
  if (!isJsonObject(interaction) || !isJsonObject(request)) return interaction;
  const headers = member(request, 'headers');
  const kept = Object.entries(isJsonObject(headers) ? headers : {}).filter(([name]) => !/^stripe-version$/i.test(name));
  const sent: JsonObject = { ...Object.fromEntries(kept), 'Stripe-Version': [stripeVersion] };
  return { ...interaction, request: { ...request, headers: sent } };
}
