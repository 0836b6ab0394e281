// Measures by taking turns: what is compared is measured side by side, round by round, on the machine as it is.

/** Something that is done over and over again; answers how often it was done. */
export interface Bench {
  readonly name: string;
  run(milliseconds: number): number | Promise<number>;
}

/** How often a second in each round, slowest first. */
export type Rates = ReadonlyMap<string, readonly number[]>;

/**
 * Runs all benches in turn, round by round. The round before the first does not count: it is longer, for it must last
 * until all that is measured is compiled.
 */
export async function measure(benches: readonly Bench[], rounds: number, milliseconds: number): Promise<Rates> {
  const rates = new Map(benches.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, run } of benches) {
      const start = performance.now();
      const times = await run(round === 0 ? 5 * milliseconds : milliseconds);
      const rate = (times * 1000) / (performance.now() - start);
      if (round > 0) rates.get(name)?.push(rate);
    }
  }
  for (const list of rates.values()) list.sort((a, b) => a - b);
  return rates;
}

/** Does it as often as it can within a time. */
export function repeat(milliseconds: number, work: () => void): number {
  const end = performance.now() + milliseconds;
  let times = 0;
  for (; performance.now() < end; times++) work();
  return times;
}

/** Does it as often as it can within a time, so many at once. */
export async function repeatAtOnce(milliseconds: number, atOnce: number, work: () => Promise<void>): Promise<number> {
  const end = performance.now() + milliseconds;
  let times = 0;
  const worker = async (): Promise<void> => {
    for (; performance.now() < end; times++) await work();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return times;
}

export function median(rates: Rates, name: string): number {
  const list = rates.get(name) ?? [];
  return list[list.length >> 1] ?? 0;
}

/** One line for each bench: its median, the slowest and the fastest round. */
export function lines(rates: Rates, unit: string): string[] {
  return [...rates].map(([name, list]) => {
    const spread = `${shown(list[0])} - ${shown(list.at(-1))}`;
    return `  ${name.padEnd(44)} ${shown(median(rates, name)).padStart(9)} ${unit}   ${spread}`;
  });
}

export function ratio(rates: Rates, name: string, to: string): string {
  return `  ${`${name} / ${to}`.padEnd(44)} ${(median(rates, name) / median(rates, to)).toFixed(2).padStart(9)}`;
}

function shown(rate = 0): string {
  return Math.round(rate).toLocaleString('en-GB');
}
