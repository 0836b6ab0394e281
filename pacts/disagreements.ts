// Where a pact and its contract do not speak of the same.
import { toValidator } from '../src/compile/to-validator.ts';
import type { Contract } from '../src/contract/contract.ts';
import { type Outcome, outcomeAt } from '../src/contract/outcomes.ts';
import { type Json, member } from '../src/json.ts';

/** Documented outcomes without an interaction for each use case, and interactions that the contract does not know. */
export function disagreements(contract: Contract, pact: Json): readonly string[] {
  const interactions = list(member(pact, 'interactions')).map(read);
  const useCases = contract.request.properties?.['use_case']?.properties?.['type']?.enum ?? [];
  const validate = toValidator(contract.request);
  const missing = contract.outcomes
    .filter(({ evidence }) => evidence === 'documented')
    .flatMap(outcome =>
      useCases
        .filter(useCase => !interactions.some(one => one.useCase === useCase && isOf(outcome, one, contract)))
        .map(useCase => `${outcome.kind} (${outcome.code ?? outcome.status}) has no interaction for ${useCase}`),
    );
  const unknown = interactions.flatMap(one => {
    const outcome = contract.outcomes.find(known => isOf(known, one, contract));
    if (outcome === undefined) return [`"${one.description}" has an answer or a version that no outcome has`];
    const isValid = validate(one.body).length === 0;
    if (isValid !== (outcome.kind !== 'invalid-fields'))
      return [`"${one.description}" sends what is answered otherwise`];
    return [];
  });
  return [...missing, ...unknown];
}

interface Read {
  readonly description: string;
  readonly stripeVersion: string;
  readonly status: Json | undefined;
  readonly code: Json | undefined;
  readonly body: Json | undefined;
  readonly useCase: Json | undefined;
}

function read(interaction: Json): Read {
  const [request, response] = [member(interaction, 'request'), member(interaction, 'response')];
  const body = member(member(request, 'body'), 'content');
  const [version] = list(member(member(request, 'headers'), 'Stripe-Version'));
  return {
    description: String(member(interaction, 'description')),
    stripeVersion: String(version),
    status: member(response, 'status'),
    code: member(member(member(member(response, 'body'), 'content'), 'error'), 'code'),
    body,
    useCase: member(member(body, 'use_case'), 'type'),
  };
}

function isOf(outcome: Outcome, { status, code, stripeVersion }: Read, { versions }: Contract): boolean {
  if (outcome.status !== status || outcome.code !== code || !versions.includes(stripeVersion)) return false;
  return outcomeAt(outcome, stripeVersion).evidence !== 'assumed';
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
