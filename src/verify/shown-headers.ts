import type { GuardAnswer } from './guard.ts';

/**
 * The headers of an answer as Pact is shown them. `application/json` in a pact is what every builder writes by itself:
 * where Pact would refuse the same type for its letters or parameters, or the type of a refusal that is JSON, it is
 * shown that one. What the answer really said the rules judge.
 */
export function shownHeaders({ status, headers, body }: GuardAnswer, expected: string | undefined): Pairs {
  if (expected !== plain) return headers;
  return headers.map(([name, value]) => {
    const isShown = name.toLowerCase() === 'content-type' && (isPlain.test(value) || (status >= 400 && isJson(body)));
    return [name, isShown ? plain : value] as const;
  });
}

type Pairs = GuardAnswer['headers'];

const plain = 'application/json';
const isPlain = /^\s*application\/json\s*(?:;|$)/i;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
