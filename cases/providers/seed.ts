/** The seed of the tests over the catalogue: a fresh one, which their names tell, or that of `CATALOGUE_SEED`. */
export const seed: number = Number(process.env['CATALOGUE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
