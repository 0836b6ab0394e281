// A pact file as the verifier needs it: what it says, checked, and a copy in which Pact meets nothing but numbers.
import type { Catalogue } from '../contract/contract.ts';
import { selectContract } from '../contract/select-contract.ts';
import { ToolError } from '../errors.ts';
import type { Evidence } from '../evidence.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import { jsonFault, jsonFaultText } from '../json-fault.ts';

/** A pact that has been read and found to be one. */
export interface Pact {
  /** The file, or where it comes from. */
  readonly source: string;
  readonly interactions: readonly PactInteraction[];
  readonly document: JsonObject;
}

export interface PactInteraction {
  /** Unique within its pact. */
  readonly description: string;
  /** Id of the contract that covers the Stripe-Version of its request. */
  readonly contract: string;
  readonly states: readonly PactState[];
  /** How far its answer can be trusted, as its comment says; a pact without a word on it is taken at its word. */
  readonly evidence: Evidence;
  /** A failure of what is pending is told and fails nothing. */
  readonly isPending: boolean;
  /** The status and the content type that it expects. */
  readonly status?: number;
  readonly contentType?: string;
  /** Why it is not to be played. */
  readonly skipped?: string;
  /** What a broker calls it. */
  readonly id?: string;
}

export interface PactState {
  readonly name: string;
  readonly params: JsonObject;
}

/** Reads a parsed pact of any version. Throws a `ToolError` when it is none, or holds what is not an HTTP request. */
export function readPact(value: unknown, source: string, catalogue: Catalogue): Pact {
  const interactions = member(value, 'interactions');
  if (!isJsonObject(value) || !isList(interactions)) throw unreadable(source, 'it has no list `interactions`');
  const seen = new Map<string, number>();
  return {
    source,
    document: value,
    interactions: interactions.map((interaction, index) => {
      const read = readInteraction(interaction, `interactions/${index}`, source, catalogue);
      const count = (seen.get(read.description) ?? 0) + 1;
      seen.set(read.description, count);
      return count === 1 ? read : { ...read, description: `${read.description} (${count})` };
    }),
  };
}

/** Reads the text of a pact, as `readPact` does. */
export function parsePact(text: string, source: string, catalogue: Catalogue): Pact {
  if (jsonFault(text) !== undefined) throw unreadable(source, `it is no JSON, ${jsonFaultText(text)}`);
  return readPact(JSON.parse(text), source, catalogue);
}

/** The header by which a request says which interaction it is of. */
export const interactionHeader = 'x-account-links-interaction';

/**
 * The pact with numbers for names: `7` for the description of the interaction 7 and `7/0` for its first state, and the
 * number in each request. Pact tells results, states and requests apart by texts that are free to repeat, and prints
 * them: like this it is unambiguous. What is pending is verified as any other, and what is skipped is left out. Of the
 * links of a broker Pact hears nothing.
 */
export function numberedPact({ document, interactions }: Pact, first: number): JsonObject {
  const { interactions: listed, _links, ...others } = document;
  if (!isList(listed)) throw new Error('A pact was not read before it was numbered.');
  return {
    ...others,
    interactions: listed.flatMap((interaction, index) => {
      if (interactions[index]?.skipped !== undefined) return [];
      const { providerState, providerStates, pending, comments, key, _id, ...rest } = interaction as JsonObject; // by readPact
      const request = member(rest, 'request');
      const states = interactions[index]?.states.map((_, state) => ({ name: `${first + index}/${state}` })) ?? [];
      const headers = { ...objectAt(request, 'headers'), [interactionHeader]: `${first + index}` };
      const numbered = {
        ...rest,
        description: `${first + index}`,
        ...(providerState !== undefined ? { providerState: states[0]?.name ?? '' } : { providerStates: states }),
        request: { ...objectAt(rest, 'request'), headers },
      };
      return [numbered];
    }),
  };
}

export function unreadable(source: string, reason: string, cause?: unknown): ToolError {
  const message = `The pact ${source} cannot be used: ${reason}. Expected is a pact file with HTTP interactions.`;
  return new ToolError('pact-unreadable', message, { cause });
}

function readInteraction(value: Json, at: string, source: string, catalogue: Catalogue): PactInteraction {
  const description = member(value, 'description');
  const type = member(value, 'type') ?? 'Synchronous/HTTP';
  const request = member(value, 'request');
  if (typeof description !== 'string') throw unreadable(source, `${at} has no description`);
  if (type !== 'Synchronous/HTTP') throw unreadable(source, `${at} is of the type ${JSON.stringify(type)}`);
  if (!isJsonObject(request)) throw unreadable(source, `${at} has no request`);
  const response = member(value, 'response');
  if (!isJsonObject(response)) throw unreadable(source, `${at} has no response`);
  const [status, id] = [member(response, 'status'), member(value, '_id')];
  const [contentType] = valuesOf(response, 'content-type');
  return {
    description,
    contract: selectContract(catalogue, valuesOf(request, 'stripe-version')).contract.id,
    states: statesOf(value, at, source),
    evidence: evidenceOf(value),
    isPending: member(value, 'pending') === true,
    ...(typeof status === 'number' ? { status } : {}),
    ...(contentType === undefined ? {} : { contentType }),
    ...(typeof id === 'string' ? { id } : {}),
  };
}

/** Our own pacts begin their comment with the label of the outcome. */
function evidenceOf(interaction: Json): Evidence {
  const text = member(member(interaction, 'comments'), 'text');
  const label = isList(text) ? /^(observed|assumed):/.exec(String(text[0]))?.[1] : undefined;
  return label === 'observed' || label === 'assumed' ? label : 'documented';
}

/** The values of a header: a text or a list of texts, depending on the version of the pact. */
function valuesOf(message: JsonObject, header: string): readonly string[] {
  const headers = Object.entries(objectAt(message, 'headers'));
  const values = headers.filter(([name]) => name.toLowerCase() === header).map(([, value]) => value);
  return values.flatMap(value => (isList(value) ? value : [value])).filter(value => typeof value === 'string');
}

/** `providerStates` since version 3 of the format, one `providerState` before. */
function statesOf(interaction: Json, at: string, source: string): readonly PactState[] {
  const single = member(interaction, 'providerState');
  const listed = member(interaction, 'providerStates') ?? (typeof single === 'string' ? [{ name: single }] : []);
  if (!isList(listed)) throw unreadable(source, `${at}/providerStates is not a list`);
  return listed.map((state, index) => {
    const name = member(state, 'name');
    if (typeof name !== 'string') throw unreadable(source, `${at}/providerStates/${index} has no name`);
    return { name, params: objectAt(state, 'params') };
  });
}

function objectAt(value: unknown, name: string): JsonObject {
  const found = member(value, name);
  return isJsonObject(found) ? found : {};
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
