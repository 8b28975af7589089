/** A seeded source of small choices: the same seed gives the same example on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** At least 0, under 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(of100: number): boolean {
    return this.next() * 100 < of100;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.int(0, list.length - 1)]!;
  }

  /** Some of the list in its order, at least one. */
  some<T>(list: readonly T[]): T[] {
    const chosen = list.filter(() => this.chance(40));
    return chosen.length > 0 ? chosen : [this.pick(list)];
  }

  list<T>(from: number, to: number, one: (index: number) => T): T[] {
    return Array.from({ length: this.int(from, to) }, (_, index) => one(index));
  }

  /** The part, or nothing. */
  maybe<T extends object>(of100: number, part: () => T): T | Record<string, never> {
    return this.chance(of100) ? part() : {};
  }
}
