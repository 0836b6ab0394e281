// Bodies built by hand, for the cases that are the same in each run.
import { isJsonObject, type Json, type JsonObject, member, pointerTokens } from '../json.ts';
import { flows } from './family.ts';
import type { TestAccount } from './test-case.ts';

/** The smallest valid request for an account. */
export function smallest(account: TestAccount, flow: string, hasConfigurations: boolean): JsonObject {
  const options = {
    ...(hasConfigurations ? { configurations: account.configurations } : {}),
    refresh_url: 'https://example.com/reauth',
  };
  return { account: account.id, use_case: { type: flow, [flow]: options } };
}

/** A body with members added to the options of its flow. */
export function withOptions(body: JsonObject, flow: string, options: JsonObject): JsonObject {
  const useCase = body['use_case'];
  const held = member(useCase, flow);
  if (!isJsonObject(useCase) || !isJsonObject(held)) return body;
  return { ...body, use_case: { ...useCase, [flow]: { ...held, ...options } } };
}

/** The value with what stands at a pointer replaced, added or (`undefined`) taken out; objects on the way are made. */
export function put(value: Json, pointer: string, replacement: Json | undefined): Json {
  const [token, ...rest] = pointerTokens(pointer);
  if (token === undefined) return replacement ?? null;
  const inner = rest.map(one => `/${one.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  if (Array.isArray(value)) {
    const index = Number(token);
    if (inner === '' && replacement === undefined) return value.toSpliced(index, 1);
    return value.with(index, put(value[index], inner, replacement));
  }
  const held = isJsonObject(value) ? value : {};
  if (inner === '' && replacement === undefined) {
    const { [token]: _, ...others } = held;
    return others;
  }
  const next = put(Object.hasOwn(held, token) ? (held[token] ?? null) : {}, inner, replacement);
  // A member may be called `__proto__`: an assignment would not make it one.
  return Object.defineProperty({ ...held }, token, {
    value: next,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** The request made right for an account in all but what stands at `fault`. */
export function fitted(body: Json, account: TestAccount, fault = '-'): Json {
  if (!isJsonObject(body)) return body;
  const useCase = member(body, 'use_case');
  const right = isJsonObject(useCase) ? fittedUseCase(useCase, account, fault) : useCase;
  const withUseCase = right === useCase || right === undefined ? body : { ...body, use_case: right };
  return fault === '/account' ? withUseCase : { ...withUseCase, account: account.id };
}

function fittedUseCase(useCase: JsonObject, { configurations }: TestAccount, fault: string): JsonObject {
  let right = useCase;
  for (const name of Object.keys(useCase)) {
    const flow = useCase[name];
    if (!isJsonObject(flow) || !Array.isArray(flow['configurations'])) continue;
    if (!fault.includes(`/${name}/configurations`)) right = { ...right, [name]: { ...flow, configurations } };
  }
  return right;
}

/** The flow that a pointer leads into; the first where it leads into none. */
export function flowAt(pointer: string): string {
  return flows.find(flow => pointer.startsWith(`/use_case/${flow}`)) ?? flows[0];
}
