// What nobody outside Stripe knows, chosen once. Each choice can be made otherwise.
import { ToolError } from '../errors.ts';

/** The checks of a request, in the order in which the provider makes them. */
export const checkNames = [
  'key',
  'version',
  'content-type',
  'size',
  'json',
  'platform',
  'rate-limit',
  'fields',
  'account',
  'configurations',
  'idempotency',
] as const;

export type CheckName = (typeof checkNames)[number];

/** How the provider behaves where no document says how Stripe does. */
export interface Assumptions {
  /** Which of several faults of one request is answered: the first in this order. */
  readonly order: readonly CheckName[];
  /** A request that breaks nothing but constraints labelled *assumed*: null for an optional member, both flows, … */
  readonly doubtful: 'refuse' | 'accept';
  /** No `Stripe-Version`, a repeated one, or one without this endpoint: answer by the nearest contract, or refuse. */
  readonly version: 'refuse' | 'nearest';
  /** Another content type than `application/json`. */
  readonly contentType: 'refuse' | 'accept';
  /** Loopback addresses (127.0.0.1, [::1]) with a live key, as `localhost`. */
  readonly loopback: 'refuse' | 'accept';
  /** What a repeated request under the same idempotency key gets after a success. */
  readonly replay: 'same-link' | 'new-link';
  /** The same idempotency key with other parameters, after a success. */
  readonly otherParameters: 'refuse' | 'execute';
  /** What uses a link up: opening its page, or coming to an end of it. */
  readonly usedBy: 'opening' | 'ending';
  /** Where *Leave* leads. */
  readonly leave: 'return_url' | 'refresh_url';
}

/** What the provider assumes unless it is told otherwise. */
export const defaultAssumptions: Assumptions = {
  order: checkNames,
  doubtful: 'refuse',
  version: 'refuse',
  contentType: 'refuse',
  loopback: 'refuse',
  replay: 'same-link',
  otherParameters: 'refuse',
  usedBy: 'opening',
  leave: 'return_url',
};

/** The values that each choice can take, the default first; of `order`, the checks. */
export const assumptionValues: { readonly [K in keyof Assumptions]: readonly string[] } = {
  order: checkNames,
  doubtful: ['refuse', 'accept'],
  version: ['refuse', 'nearest'],
  contentType: ['refuse', 'accept'],
  loopback: ['refuse', 'accept'],
  replay: ['same-link', 'new-link'],
  otherParameters: ['refuse', 'execute'],
  usedBy: ['opening', 'ending'],
  leave: ['return_url', 'refresh_url'],
};

/** The defaults with some of them changed. Throws a `ToolError` for a choice that there is not. */
export function assumptionsOf(changes: Partial<Assumptions> = {}): Assumptions {
  for (const [name, value] of Object.entries(changes)) {
    const values = Object.hasOwn(assumptionValues, name) ? assumptionValues[name as keyof Assumptions] : undefined; // by the check before it
    if (values === undefined) {
      throw refuse(`there is no choice \`${name}\`. There are: ${Object.keys(assumptionValues).join(', ')}`);
    }
    if (name === 'order' ? !isOrder(value) : !values.includes(String(value))) {
      const expected = name === 'order' ? 'each of these once' : 'one of these';
      throw refuse(`\`${name}\` takes ${expected}: ${values.join(', ')}`);
    }
  }
  return { ...defaultAssumptions, ...changes };
}

function isOrder(value: unknown): boolean {
  return Array.isArray(value) && value.length === checkNames.length && checkNames.every(name => value.includes(name));
}

function refuse(reason: string): ToolError {
  return new ToolError('usage', `These assumptions cannot be made: ${reason}.`);
}
