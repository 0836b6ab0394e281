// Most texts hold no secret, and one look at them is cheaper than five. It may see too much, and too little of no secret that
// is as long as the shortest.

/** A flag that ignores case would make it twice as slow. */
const suspicious = /k[_%\\]|[2m]tf|secret|whsec|[bB][eEaA][aAsS][rRiI][eEcC]|lu[_%\\]|setup/;
const shortestSecret = 'sk_test_x'.length;

/** Whether `redactText` can find something in a text, or in any part of it. */
export function mayHoldSecret(text: string): boolean {
  return text.length >= shortestSecret && suspicious.test(text);
}
