import type { Difference } from '../store/rows.ts';

/** A person compares side by side: more than so many differences tell no more. */
const told = 20;

/** Whether two JSON values are one. A key that is undefined is one that is not there. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index += 1) if (!same(a[index], b[index])) return false;
    return true;
  }
  if (Array.isArray(b)) return false;
  return sameObjects(a as Record<string, unknown>, b as Record<string, unknown>);
}

function sameObjects(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  for (const key in a) if (!same(a[key], b[key])) return false;
  for (const key in b) if (a[key] === undefined && b[key] !== undefined) return false;
  return true;
}

/** Where what the till said is not what the hub found, as deep as both have the same shape. Empty when they are one. */
export function differences(path: string, till: unknown, hub: unknown): Difference[] {
  const found: Difference[] = [];
  if (!same(till, hub)) walk(path, till, hub, found);
  return found;
}

function walk(path: string, till: unknown, hub: unknown, found: Difference[]): void {
  if (found.length >= told || same(till, hub)) return;
  if (isObject(till) && isObject(hub) && Array.isArray(till) === Array.isArray(hub)) {
    for (const key of new Set([...Object.keys(till), ...Object.keys(hub)])) {
      const inner = Array.isArray(till) ? `${path}[${key}]` : `${path}.${key}`;
      walk(inner, till[key], hub[key], found);
    }
  } else found.push({ path, till: till ?? null, hub: hub ?? null });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
