// `/_admin`: the control of a provider over HTTP. Each route does what one function of `Control` does.
import { ToolError } from '../errors.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import { type Answer, answerJson, answerMethodNotAllowed, answerRefusal } from './answer.ts';
import type { Assumptions } from './assumptions.ts';
import { faultOf } from './checked-fault.ts';
import type { ClockSetting } from './clock.ts';
import type { Incoming } from './incoming.ts';
import type { Control } from './provider.ts';
import { readJson } from './read-json.ts';

export const adminPath = '/_admin';

/** What an order over HTTP works on. */
interface Administered {
  readonly scope: string;
  readonly control: Control;
  readonly assumptions: Assumptions;
  /** Answers `/_admin/states`. */
  readonly answerStates: (request: Incoming) => Promise<Answer>;
}

type Action = (around: Administered, given: Given) => Json | Promise<Json>;

interface Given {
  /** What follows the route in the path, decoded. */
  readonly id: string;
  readonly query: URLSearchParams;
  /** Read only when it is asked for: a DELETE has none. */
  readonly body: () => Promise<Json>;
}

/** Path → method → what is done. `{id}` stands for the rest of the path. */
const routes: { readonly [path: string]: { readonly [method: string]: Action } } = {
  '': { GET: describeAll },
  '/accounts': { GET: ({ control }) => ({ accounts: control.accounts().map(toJson) }) },
  '/accounts/{id}': { PUT: putAccount, DELETE: ({ control }, { id }) => ({ removed: control.removeAccount(id) }) },
  '/clock': {
    GET: clockOf,
    PUT: async (around, { body }) => {
      around.control.setClock(clockSetting(await body()));
      return clockOf(around);
    },
    DELETE: around => {
      around.control.resetClock();
      return clockOf(around);
    },
  },
  '/faults': {
    GET: faultsOf,
    POST: async (around, { body }) => {
      around.control.addFault(faultOf(await body()));
      return faultsOf(around);
    },
    DELETE: around => {
      around.control.clearFaults();
      return faultsOf(around);
    },
  },
  '/requests': {
    GET: requestsOf,
    DELETE: around => {
      around.control.clearRequests();
      return requestsOf(around);
    },
  },
  '/links': {
    GET: ({ control }) => ({ links: control.links().map(toJson) }),
    DELETE: ({ control }, { query }) => ({ revoked: control.revokeLinks(query.get('account') ?? undefined) }),
  },
  '/assumptions': { GET: ({ assumptions }) => toJson(assumptions) },
  '/reset': {
    POST: ({ control }) => {
      control.reset();
      return {};
    },
  },
};

/** Answers what is under `/_admin`. */
export async function answerAdmin(request: Incoming, around: Administered): Promise<Answer> {
  const { pathname, searchParams: query } = new URL(request.url);
  const path = pathname.slice(adminPath.length).replace(/\/+$/, '');
  if (path === '/states') return around.answerStates(request);
  const [, route = path, rest] = /^(\/accounts\/)(.+)$/.exec(path) ?? [];
  const actions = routes[rest === undefined ? route : `${route}{id}`];
  if (actions === undefined) {
    const message = `There is no such control. There are: ${places().join(', ')}.`;
    return answerRefusal({ status: 404, code: 'control_unknown', message });
  }
  const act = Object.hasOwn(actions, request.method) ? actions[request.method] : undefined;
  if (act === undefined) return answerMethodNotAllowed(request.method, Object.keys(actions).join(', '));
  try {
    return answerJson(200, await act(around, { id: decoded(rest ?? ''), query, body: () => bodyOf(request) }));
  } catch (thrown) {
    if (!(thrown instanceof ToolError)) throw thrown;
    return answerRefusal({ status: 400, code: 'control_failed', message: thrown.message });
  }
}

function describeAll({ scope, control }: Administered): Json {
  return { provider: 'account-links-contract', scope, now: control.now().toISOString(), controls: places() };
}

function places(): string[] {
  return [
    ...Object.entries(routes).map(([path, actions]) => `${Object.keys(actions).join('|')} ${adminPath}${path}`),
    `GET|POST ${adminPath}/states`,
  ];
}

async function putAccount({ control }: Administered, { id, body }: Given): Promise<Json> {
  const configurations = member(await body(), 'configurations');
  const isNames = (value: unknown): value is readonly string[] =>
    Array.isArray(value) && value.every(name => typeof name === 'string');
  if (!isNames(configurations)) {
    throw new ToolError('usage', 'An account is set with {"configurations": ["recipient"]}: those applied to it.');
  }
  control.setAccount({ id, configurations });
  return { id, configurations };
}

function clockOf({ control }: Administered): Json {
  return { now: control.now().toISOString() };
}

function faultsOf({ control }: Administered): Json {
  return { faults: control.faults().map(toJson) };
}

function requestsOf({ control }: Administered): Json {
  return { requests: control.requests().map(toJson) };
}

function clockSetting(body: Json): ClockSetting {
  const [at, advance, frozen] = ['at', 'advance', 'frozen'].map(name => member(body, name));
  const isKnown = isJsonObject(body) && Object.keys(body).every(name => ['at', 'advance', 'frozen'].includes(name));
  if (
    !isKnown ||
    !(at === undefined || typeof at === 'string') ||
    !(advance === undefined || typeof advance === 'number') ||
    !(frozen === undefined || typeof frozen === 'boolean')
  ) {
    throw new ToolError(
      'usage',
      'The clock is set with {"at": "2026-01-31T12:00:00Z", "advance": 301, "frozen": true}, or some of these.',
    );
  }
  return {
    ...(at === undefined ? {} : { at }),
    ...(advance === undefined ? {} : { advance }),
    ...(frozen === undefined ? {} : { frozen }),
  };
}

async function bodyOf(request: Incoming): Promise<Json> {
  const body = await readJson(request);
  if (body.kind === 'json') return body.value;
  throw new ToolError(
    'usage',
    `The order cannot be read: ${body.kind === 'broken' ? body.reason : 'it is too large'}.`,
  );
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Plain data of interfaces, which TypeScript takes for less than JSON. */
function toJson(value: object): JsonObject {
  return value as JsonObject; // every type that is given here consists of texts, numbers, booleans and lists of them
}
