import type { Chance } from '../crash/random.ts';

/** What stands in a place where it should not. Functions, for a test may change what it is given. */
const strangers: ((chance: Chance) => unknown)[] = [
  () => null,
  () => true,
  () => 0,
  () => -1,
  () => 0.1,
  () => Number.MAX_SAFE_INTEGER,
  () => -Number.MAX_SAFE_INTEGER,
  () => 1e308,
  () => '',
  () => '__proto__',
  () => '\u0000',
  () => '\ud800',
  () => '9'.repeat(400),
  () => 'x'.repeat(5000),
  () => '2026-02-30T25:61:00+99:00',
  () => '9999-12-31T23:59:59+14:00',
  () => '0001-01-01T00:00:00-12:00',
  () => [],
  () => ({}),
  () => JSON.parse('{"__proto__": {"kind": "sale"}}') as unknown,
  () => JSON.parse('['.repeat(500) + ']'.repeat(500)) as unknown,
  (chance) => chance.below(2 ** 31) - 2 ** 30,
];

type Container = unknown[] | Record<string, unknown>;

/** Every place of a value that can be given another content. */
function placesOf(value: unknown, found: [Container, string | number][] = []): [Container, string | number][] {
  if (typeof value !== 'object' || value === null) return found;
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [key, inner] of entries) {
    found.push([value as Container, key]);
    placesOf(inner, found);
  }
  return found;
}

/** The same with one to three places changed, removed, doubled or exchanged. */
export function mangled<T>(value: T, chance: Chance): T {
  const copy = structuredClone(value);
  for (let change = 0; change <= chance.below(3); change += 1) {
    const places = placesOf(copy);
    if (places.length === 0) return copy;
    const [container, key] = chance.pick(places);
    mangle(container as Record<string | number, unknown>, key, places, chance);
  }
  return copy;
}

function mangle(
  container: Record<string | number, unknown>,
  key: string | number,
  places: [Container, string | number][],
  chance: Chance,
): void {
  const [other, otherKey] = chance.pick(places);
  switch (chance.below(8)) {
    case 0:
      delete container[key];
      return;
    case 1:
      container[Array.isArray(container) ? container.length : `${key}x`] = structuredClone(container[key]);
      return;
    case 2:
      container[key] = structuredClone((other as Record<string | number, unknown>)[otherKey]);
      return;
    case 3:
      container[key] = chance.pick(strangers)(chance);
      return;
    default:
      container[key] = nearly(container[key], chance);
  }
}

/** Of the same form and another: what only a look at its meaning refuses. */
function nearly(value: unknown, chance: Chance): unknown {
  if (typeof value === 'number') return value + chance.pick([-1, 1, 1000, -1000, 2 ** 40]);
  if (typeof value === 'string')
    return chance.pick([`${value}2`, value.replaceAll(/\d/g, '0'), value.replace('2026', '0000')]);
  if (Array.isArray(value)) return [value, value].flat().slice(0, chance.below(4));
  return typeof value === 'boolean' ? !value : chance.pick(strangers)(chance);
}

/** The text of a value, or of what is not quite one: cut, with a letter changed, a part twice. */
export function textOf(value: unknown, chance: Chance): string {
  const text = JSON.stringify(value) ?? '';
  if (chance.below(5) > 0 || text === '') return text;
  const at = chance.below(text.length);
  switch (chance.below(4)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + String.fromCodePoint(chance.below(300)) + text.slice(at + 1);
    case 2:
      return text.slice(0, at) + text.slice(chance.below(at + 1));
    default:
      return chance.pick(['', 'null', '"', '[]', '\ufeff{}', '{"a":1}{"a":1}', 'NaN', '1e999', '['.repeat(100_000)]);
  }
}
