import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import { accountLink } from './account-link.ts';
import type { Call } from './call.ts';
import type { Links } from './links.ts';
import { parsedValue } from './read-json.ts';
import type { World } from './worlds.ts';

/** What links are made with. */
export interface LinkMaker {
  readonly links: Links;
  readonly createToken: () => string;
  /** In seconds. */
  readonly linkLifetime: number;
  readonly origin: string;
}

/** Makes the link that a call asks for, of which the checks have found that it is to be served. */
export function createLink(
  call: Call,
  { clock, scope }: World,
  { links, createToken, linkLifetime, origin }: LinkMaker,
): JsonObject {
  const body = parsedValue(call.body);
  const useCase = member(body, 'use_case');
  const account = member(body, 'account');
  const type = member(useCase, 'type');
  if (!isJsonObject(useCase) || typeof account !== 'string' || typeof type !== 'string') {
    throw new Error('A call was let through that its contract refuses.');
  }
  const flow = member(useCase, type);
  const created = clock.now();
  const expiresAt = new Date(created.getTime() + linkLifetime * 1000);
  const url = links.add(origin, createToken(), {
    account,
    useCase: type,
    refreshUrl: textOf(member(flow, 'refresh_url')),
    returnUrl: textOf(member(flow, 'return_url')),
    expiresAt,
    asked: askedFor(flow),
    ...(scope === '' ? {} : { scope }),
  });
  const livemode = call.keyKind === 'live';
  return accountLink(call.selection.contract, { account, created, expiresAt, livemode, url, useCase });
}

/** `undefined` too for what is absent or null where the provider accepts that. */
function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function askedFor(flow: Json | undefined): readonly (readonly [name: string, value: string])[] {
  const configurations = member(flow, 'configurations');
  const options = member(flow, 'collection_options');
  const asked = [
    ['Configurations', Array.isArray(configurations) ? configurations.join(', ') : undefined],
    ['Fields', textOf(member(options, 'fields'))],
    ['Future requirements', textOf(member(options, 'future_requirements'))],
  ] as const;
  return asked.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}
