/** What `verify` says by itself, besides the rules that judge the answers behind its interactions. */
export const pactRules = {
  'pact/mismatch': {
    title: 'The answer to an interaction is the one that its pact expects.',
    why: 'A consumer that was tested against the pact relies on it.',
    fix: 'Make the provider answer as the pact says in the states that it names, or correct a pact that asks for more than the contract.',
    source: 'reference-2025-12-15.clover',
  },
} as const;
