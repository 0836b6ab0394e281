/** The seed of the tests over the catalogue: `CATALOGUE_SEED=random` draws a fresh one, a number takes that one. */
export const seed: number = seedOf(process.env['CATALOGUE_SEED'] ?? '1');

function seedOf(text: string): number {
  return text === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(text);
}
