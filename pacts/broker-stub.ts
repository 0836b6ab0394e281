// A stub of a Pact Broker's protocol: small, in memory, and no broker. The official clients are content with it, which
// proves the shape of what is said to a broker, not what a real one would make of it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isJsonObject, type Json, type JsonObject, member } from '../src/json.ts';
import { listen } from '../src/listen.ts';

/** A request that the stub was sent. */
export interface BrokerRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Json;
}

export interface BrokerStub {
  readonly url: string;
  readonly requests: readonly BrokerRequest[];
  /** What was published about a version of the provider, the latest last. */
  readonly results: readonly JsonObject[];
  close(): Promise<void>;
}

export interface BrokerSettings {
  /** What the Authorization header must be; anything goes if absent. */
  readonly authorization?: string;
  /** Answers in place of the stub. */
  readonly instead?: (request: BrokerRequest) => { readonly status: number; readonly body: Json } | undefined;
}

interface Published {
  readonly consumer: string;
  readonly provider: string;
  readonly version: string;
  readonly branch: string | undefined;
  readonly pact: JsonObject;
}

/** Starts a stub on a free port of the loopback interface. */
export async function startBrokerStub({ authorization, instead }: BrokerSettings = {}): Promise<BrokerStub> {
  const [requests, results, published]: [BrokerRequest[], JsonObject[], Published[]] = [[], [], []];
  const server = createServer((incoming, outgoing) => {
    receive(incoming).then(request => {
      requests.push(request);
      const { status, body } =
        instead?.(request) ??
        (authorization !== undefined && request.authorization !== authorization
          ? { status: 401, body: {} }
          : answer(request, { url, published, results }));
      outgoing.writeHead(status, { 'Content-Type': 'application/hal+json;charset=utf-8' });
      outgoing.end(JSON.stringify(body));
    }, fail(outgoing));
  });
  const url = await listen(server, '127.0.0.1', 0);
  return {
    ...{ url, requests, results },
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

interface Shelf {
  readonly url: string;
  readonly published: Published[];
  readonly results: JsonObject[];
}

interface Reply {
  readonly status: number;
  readonly body: Json;
}

function answer(request: BrokerRequest, shelf: Shelf): Reply {
  const { method, path, body } = request;
  const [first, second, third, ...rest] = path.split('?', 1)[0]?.slice(1).split('/').map(decodeURIComponent) ?? [];
  const route = `${method} ${first}`;
  if (route === 'GET ') return ok(index(shelf.url));
  if (route === 'POST contracts') return publish(body, shelf);
  if (first === 'pacts' && second === 'provider') return forVerification(third ?? '', body, shelf);
  if (route === 'GET pacts') return pactAt(Number(third), shelf);
  if (route === 'POST results') {
    shelf.results.push({ ...(isJsonObject(body) ? body : {}), pact: Number(second) });
    return { status: 201, body: { _links: { self: { href: `${shelf.url}/results/${second}` } } } };
  }
  if (route === 'GET pacticipants') return ok(pacticipant(second ?? '', shelf.url));
  if (route === 'PUT pacticipants') return { status: 201, body: { name: rest[0] ?? '' } };
  if (route === 'GET matrix') return ok(matrix(shelf));
  return { status: 404, body: {} };
}

function index(url: string): JsonObject {
  return {
    _links: {
      self: { href: url },
      'pb:publish-contracts': { href: `${url}/contracts/publish` },
      'pb:provider-pacts-for-verification': {
        href: `${url}/pacts/provider/{provider}/for-verification`,
        templated: true,
      },
      'pb:latest-provider-pacts': { href: `${url}/pacts/provider/{provider}/for-verification`, templated: true },
    },
  };
}

function pacticipant(name: string, url: string): JsonObject {
  const href = `${url}/pacticipants/${encodeURIComponent(name)}/branches/{branch}/versions/{version}`;
  return { name, _links: { 'pb:branch-version': { href, templated: true } } };
}

function publish(body: Json, { published }: Shelf): Reply {
  for (const contract of list(member(body, 'contracts'))) {
    const pact: unknown = JSON.parse(Buffer.from(text(contract, 'content'), 'base64').toString('utf8'));
    if (!isJsonObject(pact)) return { status: 400, body: { errors: { contracts: ['not a pact'] } } };
    const branch = member(body, 'branch');
    published.push({
      ...{ pact, consumer: text(contract, 'consumerName'), provider: text(contract, 'providerName') },
      ...{ version: text(body, 'pacticipantVersionNumber'), branch: typeof branch === 'string' ? branch : undefined },
    });
  }
  const [name, number] = [text(body, 'pacticipantName'), text(body, 'pacticipantVersionNumber')];
  const notices = [{ type: 'success', text: `Published the pacts of ${name} ${number}.` }];
  const none = { _links: { self: { href: '', name: '' } } };
  return ok({
    notices,
    logs: [],
    _embedded: { pacticipant: { name, ...none }, version: { number, ...none } },
    ...none,
  });
}

/** Real brokers give each interaction an id of theirs. */
function pactAt(number: number, { published, url }: Shelf): Reply {
  const found = published[number];
  if (found === undefined) return { status: 404, body: {} };
  const interactions = list(found.pact['interactions']).map((one, place) => ({
    ...(one as JsonObject), // of a pact
    _id: `id-${number}-${place}`,
  }));
  return ok({
    ...found.pact,
    interactions,
    _links: {
      self: { href: `${url}/pacts/version/${number}` },
      'pb:provider': { href: `${url}/pacticipants/${encodeURIComponent(found.provider)}` },
      'pb:publish-verification-results': { href: `${url}/results/${number}` },
    },
  });
}

/** A pact is pending until a version of the provider has verified it. Selected are branches, `main` and the latest. */
function forVerification(provider: string, body: Json, { published, results, url }: Shelf): Reply {
  const own = published.flatMap((one, number) => (one.provider === provider ? [{ ...one, number }] : []));
  if (own.length === 0) return { status: 404, body: {} };
  const selectors = list(member(body, 'consumerVersionSelectors'));
  const isSelected = ({ branch, consumer }: Published): boolean =>
    selectors.length === 0 ||
    selectors.some(
      selector =>
        (member(selector, 'consumer') ?? consumer) === consumer &&
        (member(selector, 'branch') === branch ||
          member(selector, 'latest') === true ||
          (member(selector, 'mainBranch') === true && branch === 'main')),
    );
  const isWanted = member(body, 'includeWipPactsSince') === undefined ? isSelected : () => true;
  const pacts = own.filter(isWanted).map(one => {
    const isVerified = results.some(({ pact, success }) => pact === one.number && success === true);
    const pending = member(body, 'includePendingStatus') === true && !isVerified;
    const href = `${url}/pacts/version/${one.number}`;
    return {
      shortDescription: one.branch ?? 'latest',
      verificationProperties: { pending, notices: [{ when: 'before_verification', text: `Why ${one.consumer}.` }] },
      _links: { self: { href, name: `Pact between ${one.consumer} (${one.version}) and ${provider}` } },
    };
  });
  const links = pacts.map(({ _links: { self } }) => self);
  const self = { href: `${url}/pacts/provider/${encodeURIComponent(provider)}/for-verification` };
  return ok({ _embedded: { pacts }, _links: { self, 'pb:pacts': links } });
}

function matrix({ published, results }: Shelf): JsonObject {
  const verdicts = published.map((_, number) => results.findLast(({ pact }) => pact === number)?.['success']);
  const deployable = verdicts.length > 0 && verdicts.every(success => success === true);
  const reason = deployable ? 'All pacts have been verified.' : 'A pact has no successful verification.';
  const [success, failed] = [true, false].map(wanted => verdicts.filter(one => one === wanted).length);
  const unknown = verdicts.filter(one => one === undefined).length;
  return {
    summary: { deployable, reason, success: success ?? 0, failed: failed ?? 0, unknown },
    notices: [{ type: deployable ? 'success' : 'error', text: reason }],
    matrix: [],
  };
}

function ok(body: Json): Reply {
  return { status: 200, body };
}

async function receive(incoming: IncomingMessage): Promise<BrokerRequest> {
  let sent = '';
  for await (const chunk of incoming.setEncoding('utf8')) sent += chunk;
  const { method = '', url = '', headers } = incoming;
  return { method, path: url, authorization: headers.authorization, body: sent === '' ? null : JSON.parse(sent) };
}

function fail(outgoing: ServerResponse): (thrown: unknown) => void {
  return () => outgoing.writeHead(400).end();
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function text(value: Json | undefined, name: string): string {
  const found = member(value, name);
  return typeof found === 'string' ? found : '';
}
