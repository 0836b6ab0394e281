import type { RawExchange } from '../exchange.ts';
import { member } from '../json.ts';

/** The link in the body of an answer. */
export function linkOf(body: RawExchange['response']['body']): string | undefined {
  try {
    const url = member(JSON.parse(String(body)), 'url');
    return typeof url === 'string' ? url : undefined;
  } catch {
    return undefined;
  }
}
