// Draws values by plain functions, and makes arbitraries of that. The combinators of fast-check note beside each value,
// at each level, how it can be made smaller: that is several times the cost of the value, for one in thousands that is
// ever shrunk. A drawer works it out of the value itself, when it is asked.
import fc from 'fast-check';

/** Where numbers come from: the part of fast-check's generator that drawers use. */
export interface Random {
  nextInt(min: number, max: number): number;
}

/** Values of a kind: drawn, and made smaller. */
export interface Drawer<T> {
  readonly draw: (random: Random) => T;
  /** Smaller values than this one, the smallest first. */
  readonly smaller: (value: T) => Iterable<T>;
}

/** An arbitrary of what a drawer draws. */
export function drawnBy<T>({ draw, smaller }: Drawer<T>): fc.Arbitrary<T> {
  return new Drawn(draw, smaller);
}

/** A class, for that is what fast-check takes. */
class Drawn<T> extends fc.Arbitrary<T> {
  readonly #draw: Drawer<T>['draw'];
  readonly #smaller: Drawer<T>['smaller'];

  constructor(draw: Drawer<T>['draw'], smaller: Drawer<T>['smaller']) {
    super();
    this.#draw = draw;
    this.#smaller = smaller;
  }

  generate(random: fc.Random): fc.Value<T> {
    return new fc.Value(this.#draw(random), undefined);
  }

  canShrinkWithoutContext(_value: unknown): _value is T {
    return true;
  }

  shrink(value: T): fc.Stream<fc.Value<T>> {
    return fc.stream(this.#smallerOf(value));
  }

  *#smallerOf(value: T): Generator<fc.Value<T>, void> {
    for (const smaller of this.#smaller(value)) yield new fc.Value(smaller, undefined);
  }
}

/** One of these, of which those before it are smaller. */
export function oneOf<T>(values: readonly [T, ...T[]]): Drawer<T> {
  const [first] = values;
  const last = values.length - 1;
  return {
    draw: random => (last === 0 ? first : (values[random.nextInt(0, last)] as T)), // it holds so many; null may be one
    smaller: value => values.slice(0, Math.max(0, values.indexOf(value))),
  };
}

/** Two values, each drawn by its own. */
export function pairOf<A, B>(one: Drawer<A>, other: Drawer<B>): Drawer<readonly [A, B]> {
  return {
    draw: random => [one.draw(random), other.draw(random)],
    smaller: function* ([a, b]) {
      for (const smaller of one.smaller(a)) yield [smaller, b];
      for (const smaller of other.smaller(b)) yield [a, smaller];
    },
  };
}

/** So many of an arbitrary that is slow, drawn when the first is asked for, and one in so many that is drawn anew. */
const poolSize = 256;
const freshShare = 16;

/**
 * What an arbitrary of fast-check generates, if it can shrink a value of which it knows nothing else: nearly always one of a
 * pool that is the same in every run, and now and then one that no run had before.
 */
export function oneOfMany<T>(arbitrary: fc.Arbitrary<T>): Drawer<T> {
  let pool: readonly T[] | undefined;
  return {
    draw: random => {
      pool ??= fc.sample(arbitrary, { seed: 0, numRuns: poolSize });
      const place = random.nextInt(0, poolSize - 1);
      if (place % freshShare > 0) return pool[place] as T; // it holds so many
      const [fresh] = fc.sample(arbitrary, { seed: random.nextInt(1, 2 ** 31 - 1), numRuns: 1 });
      return fresh as T; // there is one
    },
    smaller: function* (value) {
      if (!arbitrary.canShrinkWithoutContext(value)) return;
      for (const { value: smaller } of arbitrary.shrink(value, undefined)) yield smaller;
    },
  };
}

/** The first value that is drawn for which something holds. Throws where none is found: hardly any value is wanted then. */
export function firstDrawn<T>(draw: () => T, holds: (value: T) => boolean): T {
  for (let times = 0; times < mostDrawn; times++) {
    const value = draw();
    if (holds(value)) return value;
  }
  throw new Error(`None of ${mostDrawn} values that were drawn is one that is wanted.`);
}

const mostDrawn = 10_000;

/** Text of printable ASCII for which something holds; shorter text is smaller. */
export function textWhere(maxLength: number, holds: (text: string) => boolean): Drawer<string> {
  const textOf = (random: Random): string => {
    let text = '';
    for (let left = random.nextInt(0, maxLength); left > 0; left--) {
      text += String.fromCharCode(random.nextInt(0x20, 0x7e));
    }
    return text;
  };
  return {
    draw: random => firstDrawn(() => textOf(random), holds),
    smaller: function* (text) {
      const shorter = [0, text.length >> 1, text.length - 1].map(length => text.slice(0, length));
      for (const one of new Set([...shorter, text.slice(1)])) if (one.length < text.length && holds(one)) yield one;
    },
  };
}
