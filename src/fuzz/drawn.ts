import fc from 'fast-check';

/** The values that `fc.sample` would give, each drawn when it is asked for: thousands at once would be a long silence. */
export function* drawn<T>(arbitrary: fc.Arbitrary<T>, options: { seed: number; numRuns: number }): Generator<T> {
  for (const draw of fc.sample(new Later(arbitrary), options)) yield draw();
}

/** Holds the numbers that a value is drawn from. A class, for that is what fast-check takes. */
class Later<T> extends fc.Arbitrary<() => T> {
  readonly #arbitrary: fc.Arbitrary<T>;

  constructor(arbitrary: fc.Arbitrary<T>) {
    super();
    this.#arbitrary = arbitrary;
  }

  generate(random: fc.Random, biasFactor: number | undefined): fc.Value<() => T> {
    return new fc.Value(() => this.#arbitrary.generate(random, biasFactor).value, undefined);
  }

  canShrinkWithoutContext(_value: unknown): _value is () => T {
    return false;
  }

  shrink(): fc.Stream<fc.Value<() => T>> {
    return fc.Stream.nil();
  }
}
