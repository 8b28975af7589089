import { Facts } from '../../shared/loyalty/facts.ts';
import type { Difference } from '../store/rows.ts';

/**
 * The till's facts with the hub's in place of those that differ; null where that makes no facts one could compute: a good nobody knows, a
 * programme that was never published.
 */
export function hubFacts(facts: Facts, differences: readonly Difference[]): Facts | null {
  const truth: unknown = { facts: structuredClone(facts) };
  for (const { path, hub } of differences) {
    const steps = path.split(/\.|\[(\d+)\]/).filter((step) => step !== undefined && step !== '');
    if (!put(truth, steps, hub)) return null;
  }
  const made = Facts.safeParse((truth as { facts: unknown }).facts);
  return made.success ? made.data : null;
}

/** Null is what was not there. */
function put(into: unknown, [step = '', ...rest]: string[], value: unknown): boolean {
  if (typeof into !== 'object' || into === null) return false;
  const holder = into as Record<string, unknown>;
  if (rest.length > 0) return put(holder[step], rest, value);
  if (value === null) Reflect.deleteProperty(holder, step);
  else holder[step] = value;
  return true;
}
