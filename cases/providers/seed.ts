/** The seed of the tests over the catalogue: `ACCOUNT_LINKS_SEED=random` draws a fresh one, a number takes that one. */
export const seed: number = seedOf(process.env['ACCOUNT_LINKS_SEED'] ?? '1');

function seedOf(text: string): number {
  return text === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(text);
}
