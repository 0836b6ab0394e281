// The provider's handler takes and gives WHATWG objects, which cost more than all that it does with them: our server
// goes past them, where it can.
import { type Answer, received } from './answer.ts';
import type { Incoming } from './incoming.ts';
import type { Provider } from './provider.ts';

type Answerer = (request: Incoming) => Promise<Answer> | Answer;

const shortcut = Symbol('shortcut');

/** A handler of WHATWG requests that knows the way past them. */
export function toHandler(answer: Answerer): Provider['handle'] {
  const handle = async (request: Request): Promise<Response> => received(await answer(request));
  return Object.assign(handle, { [shortcut]: answer });
}

/** The way past a handler. One that somebody has put around ours has none: it must see each request. */
export function shortcutOf(handle: Provider['handle']): Answerer | undefined {
  const known: Provider['handle'] & { readonly [shortcut]?: Answerer } = handle;
  return known[shortcut];
}
