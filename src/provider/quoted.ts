import { redactText } from '../redact.ts';

/** A text of the request for a message: redacted and short. */
export function quoted(text: string): string {
  // Cut before as well, so that a mebibyte is not searched for secrets of which 80 characters are shown.
  const redacted = redactText(text.slice(0, 400));
  return redacted.length > 80 ? `${redacted.slice(0, 79)}…` : redacted;
}
