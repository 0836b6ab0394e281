// The examples and the coverage phase: the same requests in each run, which between them satisfy and break every
// constraint, name every value, combine every optional member, and hold what strings should not.
import { toFaults } from '../compile/to-faults.ts';
import type { Constraint } from '../contract/constraints.ts';
import type { Contract } from '../contract/contract.ts';
import { type Json, type JsonObject, member } from '../json.ts';
import { configurationsOf, type Family, flowSchema, flows, nameOf } from './family.ts';
import { mistakes, oddMembers, reversed } from './odd-bodies.ts';
import { faulty, forNobody, mismatch, mismatches } from './random-families.ts';
import { fitted, flowAt, smallest, withOptions } from './request-body.ts';
import { foreignTo } from './states.ts';
import { hostileIds, openUrls, plainUrls } from './strings.ts';
import { type Cast, nobody, situationOf, type TestAccount, type TestCase } from './test-case.ts';

/** The examples of the documents, for each account. */
export function exampleFamilies({ request }: Contract, { existing }: Cast): readonly Family[] {
  const cases = (request.examples ?? []).flatMap(example =>
    existing.map(
      (account): TestCase => ({ kind: 'valid', body: fitted(example, account), situation: situationOf(account) }),
    ),
  );
  return cases.length === 0 ? [] : [{ id: 'examples', phase: 'examples', need: 'none', cases }];
}

export function coverageFamilies(contract: Contract, cast: Cast): readonly Family[] {
  const [account] = cast.existing;
  if (account === undefined) return [];
  const known = configurationsOf(contract);
  const base = (who: TestAccount, flow: string): JsonObject => smallest(who, flow, known.length > 0);
  const valid = (body: JsonObject, who: TestAccount): TestCase => ({
    kind: 'valid',
    body,
    situation: situationOf(who),
  });
  const eachFlow = (make: (flow: string) => TestCase): TestCase[] => flows.map(make);
  const list = (id: string, cases: readonly TestCase[], need: Family['need'] = 'none'): Family[] =>
    cases.length === 0 ? [] : [{ id: `coverage/${id}`, phase: 'coverage', need, cases: distinct(cases) }];
  const { unknown, limited, foreign, existing } = cast;
  return [
    ...list('members', memberCases(contract, existing, base)),
    ...list(
      'accounts',
      existing.flatMap(who => orders(who).flatMap(one => eachFlow(flow => valid(base(one, flow), who)))),
    ),
    ...list(
      'urls',
      urlCases(plainUrls).map(([flow, options]) => valid(withOptions(base(account, flow), flow, options), account)),
    ),
    ...list(
      'open-urls',
      urlCases(openUrls).map(([flow, options]) => ({
        ...valid(withOptions(base(account, flow), flow, options), account),
        kind: 'open/url',
        open: 'refusal',
      })),
    ),
    ...list(
      'odd-members',
      oddMembers(base(account, flows[0])).map(body => ({
        kind: 'open/member',
        body,
        situation: situationOf(account),
        open: 'answer',
      })),
    ),
    ...list(
      'odd-accounts',
      hostileIds.map(id => ({
        kind: 'open/account',
        body: { ...base(account, flows[0]), account: id },
        situation: nobody,
        open: 'refusal',
      })),
    ),
    ...list('foreign-configuration', foreignCases(known, [...existing, ...foreign], base)),
    ...list(
      'order',
      flows.map(flow =>
        valid(
          reversed(withOptions(base(account, flow), flow, { return_url: 'https://example.com/return' })) as JsonObject,
          account,
        ),
      ),
    ),
    ...list(
      'mistakes',
      mistakes(base(account, flows[0])).map(body => ({
        kind: 'invalid/mistake',
        body,
        situation: member(body, 'account') === account.id ? situationOf(account) : nobody,
      })),
    ),
    ...Object.entries(mismatches(existing, known)).flatMap(([kind, pairs]) =>
      list(
        `mismatch/${kind}`,
        pairs.flatMap(({ account: who, asked }) => eachFlow(flow => mismatch(kind, base(who, flow), who, asked))),
      ),
    ),
    ...toFaults(contract.request).map(({ constraint, applyTo }): Family => {
      const kind = `invalid/${nameOf(constraint)}`;
      const cases = applyTo(holding(constraint, base(account, flowOf(constraint)))).map(({ value, pointer }) =>
        faulty(kind, value, account, pointer),
      );
      return { id: `coverage/${kind}`, phase: 'coverage', need: 'none', constraint, cases: distinct(cases) };
    }),
    ...(unknown === undefined
      ? []
      : list(
          'unknown-account',
          eachFlow(flow => forNobody(base(account, flow), unknown)),
          'unknown',
        )),
    ...(limited === undefined
      ? []
      : list(
          'rate-limited',
          eachFlow(flow => ({
            kind: 'rate-limited',
            body: base(limited, flow),
            situation: situationOf(limited, { rateLimited: true }),
          })),
          'rate-limited',
        )),
    ...list(
      'blocked',
      existing.flatMap(who =>
        eachFlow(flow => ({ kind: 'blocked', body: base(who, flow), situation: situationOf(who, { blocked: true }) })),
      ),
      'blocked',
    ),
  ];
}

/** Each optional member absent and present with each value, in every combination; the accounts take turns. */
function memberCases(
  { request }: Contract,
  accounts: readonly TestAccount[],
  base: (account: TestAccount, flow: string) => JsonObject,
): TestCase[] {
  const collection = flowSchema(request)?.properties?.['collection_options']?.properties;
  const valuesOf = (name: string): (Json | undefined)[] => [
    undefined,
    ...(collection?.[name]?.enum ?? []).filter(one => one !== null),
  ];
  const options =
    collection === undefined
      ? [undefined]
      : [undefined, {}, ...combined(valuesOf('fields'), valuesOf('future_requirements'))];
  let turn = 0;
  return flows.flatMap(flow =>
    options.flatMap(collected =>
      [undefined, 'https://example.com/return', 'https://example.com/reauth'].map((returned): TestCase => {
        const account = accounts[turn++ % accounts.length] ?? { id: '', configurations: [] };
        const members = {
          ...(returned === undefined ? {} : { return_url: returned }),
          ...(collected === undefined ? {} : { collection_options: collected }),
        };
        return {
          kind: 'valid',
          body: withOptions(base(account, flow), flow, members),
          situation: situationOf(account),
        };
      }),
    ),
  );
}

function combined(fields: readonly (Json | undefined)[], futures: readonly (Json | undefined)[]): JsonObject[] {
  return fields
    .flatMap(one =>
      futures.map(other => ({
        ...(one === undefined ? {} : { fields: one }),
        ...(other === undefined ? {} : { future_requirements: other }),
      })),
    )
    .filter(options => Object.keys(options).length > 0);
}

/** The orders in which the configurations of an account can be named: it is free. */
function orders(account: TestAccount): TestAccount[] {
  const { configurations } = account;
  const rotated = configurations.map((_, at) => [...configurations.slice(at), ...configurations.slice(0, at)]);
  return [...rotated, ...rotated.map(order => [...order].reverse())]
    .slice(0, 6)
    .map(order => ({ ...account, configurations: order }));
}

function urlCases(urls: readonly string[]): (readonly [flow: string, options: JsonObject])[] {
  return urls.flatMap((url, index) => {
    const flow = flows[index % 2] ?? flows[0];
    return [[flow, { refresh_url: url }] as const, [flow, { return_url: url }] as const];
  });
}

/** Configurations that another contract knows: alone where an account has them, and beside those that an account has. */
function foreignCases(
  known: readonly string[],
  accounts: readonly TestAccount[],
  base: (account: TestAccount, flow: string) => JsonObject,
): TestCase[] {
  if (known.length === 0) return [];
  return accounts.flatMap(account => {
    const isKnown = account.configurations.every(one => known.includes(one));
    const sets = isKnown ? foreignTo(known).map(one => [...account.configurations, one]) : [account.configurations];
    return sets.flatMap(configurations =>
      flows.map(flow => ({
        kind: 'invalid/foreign-configuration',
        body: base({ ...account, configurations }, flow),
        situation: situationOf(account),
      })),
    );
  });
}

function flowOf({ pointer, keyword, member }: Constraint): string {
  const flow = flowAt(pointer);
  // The options of the other flow are barred: the request is of this one.
  return keyword === 'not' && member !== undefined ? (flows.find(one => one !== flow) ?? flow) : flow;
}

/** The smallest request in which the constraint can be broken. */
function holding({ pointer }: Constraint, base: JsonObject): JsonObject {
  const flow = flowAt(pointer);
  return pointer.startsWith(`/use_case/${flow}/collection_options/`) || pointer.endsWith('/collection_options')
    ? withOptions(base, flow, { collection_options: {} })
    : base;
}

function distinct(cases: readonly TestCase[]): readonly TestCase[] {
  return [...new Map(cases.map(one => [JSON.stringify([one.body, one.situation]), one])).values()];
}
