import type { Programme } from '../programme/schema.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type PathPart = string | number;

/** One difference of two programmes. `of` names the listed thing it is about: a promotion, a tier, ... by list and id. */
export type Change =
  | { kind: 'added' | 'removed'; list: string; id: string }
  | { kind: 'moved'; list: string; id: string; before: number; after: number }
  | {
      kind: 'changed';
      of: { list: string; id: string } | null;
      /** Keys from the listed thing (or the programme) down to the value. */
      path: readonly PathPart[];
      /** Undefined: not set. Of a list of plain values only what is new and what is gone. */
      before: Json | undefined;
      after: Json | undefined;
    };

/** Lists whose order means something. */
const ordered = new Set(['wallets', 'tiers', 'groups']);

/**
 * What changed from one programme to the other, in the order of the file: things of lists by their id, plain lists as sets, all else
 * by value. Nothing is read into a difference: a value left out is told as not set.
 */
export function compareProgrammes(before: Programme, after: Programme): Change[] {
  const keys = keysOf(before, after).filter((key) => key !== '$schema');
  return keys.flatMap((key) => {
    const [left, right] = [valueAt(before, key), valueAt(after, key)];
    if (isIdList(left ?? right) && isIdList(right ?? left)) return compareThings(key, left ?? [], right ?? []);
    return compareValues(null, [key], left, right);
  });
}

type Thing = { readonly id: string; readonly [key: string]: Json };
type Fields = { readonly [key: string]: Json };

function compareThings(list: string, left: Json, right: Json): Change[] {
  const before = byId(left);
  const after = byId(right);
  const gone = [...before.keys()].filter((id) => !after.has(id));
  const kept = [...before.keys()].filter((id) => after.has(id));
  const places = new Map([...after.keys()].filter((id) => before.has(id)).map((id, place) => [id, place]));
  return [
    ...gone.map((id): Change => ({ kind: 'removed', list, id })),
    ...[...after].flatMap(([id, thing]): Change[] => {
      const known = before.get(id);
      if (known === undefined) return [{ kind: 'added', list, id }];
      const [from, to] = [kept.indexOf(id), places.get(id)!];
      const moved: Change[] =
        ordered.has(list) && from !== to ? [{ kind: 'moved', list, id, before: from, after: to }] : [];
      return [...moved, ...compareObjects({ list, id }, [], known, thing)];
    }),
  ];
}

type Subject = Extract<Change, { kind: 'changed' }>['of'];

function compareObjects(of: Subject, path: readonly PathPart[], before: Fields, after: Fields): Change[] {
  return keysOf(before, after).flatMap((key) => compareValues(of, [...path, key], before[key], after[key]));
}

function compareValues(
  of: Subject,
  path: readonly PathPart[],
  before: Json | undefined,
  after: Json | undefined,
): Change[] {
  if (isSame(before, after)) return [];
  if (isObject(before) && isObject(after)) return compareObjects(of, path, before, after);
  if (isList(before) && isList(after)) {
    if ([...before, ...after].every(isPlain)) {
      const [gone, come] = [without(before, after), without(after, before)];
      if (gone.length + come.length > 0) return [{ kind: 'changed', of, path, before: gone, after: come }];
    } else if (before.length === after.length)
      return before.flatMap((each, index) => compareValues(of, [...path, index], each, after[index]));
  }
  return [{ kind: 'changed', of, path, before, after }];
}

function without(list: readonly Json[], other: readonly Json[]): Json[] {
  return list.filter((each) => !other.includes(each));
}

function byId(list: Json): Map<string, Thing> {
  return new Map((list as readonly Thing[]).map((thing) => [thing.id, thing]));
}

function keysOf(before: object, after: object): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])];
}

function valueAt(programme: Programme, key: string): Json | undefined {
  return (programme as unknown as Record<string, Json | undefined>)[key];
}

function isIdList(value: Json | undefined): value is readonly Thing[] {
  return isList(value) && value.every((each) => isObject(each) && typeof each['id'] === 'string');
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPlain(value: Json): boolean {
  return typeof value !== 'object' || value === null;
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isList(a) && isList(b)) return a.length === b.length && a.every((each, index) => isSame(each, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  return keysOf(a, b).every((key) => isSame(a[key], b[key]));
}
