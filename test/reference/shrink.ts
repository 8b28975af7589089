import { Facts } from '../../shared/loyalty/facts.ts';
import { checkProgramme } from '../../shared/loyalty/check/check.ts';
import type { Case } from './random-case.ts';

const mostTries = 3000;

/** The smallest example that still differs: what can be left out of it, anywhere, is left out until nothing can. */
export function shrink(found: Case, stillDiffers: (candidate: Case) => boolean): Case {
  let smallest = found;
  let tries = mostTries;
  for (let again = true; again;) {
    again = false;
    for (const path of pathsOf(smallest).toSorted((a, b) => a.length - b.length)) {
      if (tries-- === 0) return smallest;
      const candidate = structuredClone(smallest);
      if (!remove(candidate, path) || !isValid(candidate) || !stillDiffers(candidate)) continue;
      smallest = candidate;
      again = true;
    }
  }
  return smallest;
}

function isValid({ programme, facts, returns }: Case): boolean {
  if (!Array.isArray(returns) || !returns.every(({ moment, tenths }) => moment && Array.isArray(tenths))) return false;
  if (!checkProgramme(programme).ok || !Facts.safeParse(facts).success) return false;
  // Half a piece of what is not weighed is nothing that a scan can tell.
  return facts.lines.every(({ byWeight, quantity }) => byWeight === true || quantity % 1000 === 0);
}

/** Every list entry and every key, the biggest parts first. */
function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Object.keys(value).toReversed();
  return [
    ...own.map((key) => [...path, key]),
    ...own.flatMap((key) => pathsOf((value as Record<string, unknown>)[key], [...path, key])),
  ];
}

function remove(whole: unknown, path: string[]): boolean {
  let at = whole as Record<string, unknown>;
  for (const key of path.slice(0, -1)) {
    if (typeof at[key] !== 'object' || at[key] === null) return false;
    at = at[key] as Record<string, unknown>;
  }
  const last = path.at(-1)!;
  if (!(last in at)) return false;
  if (Array.isArray(at)) at.splice(Number(last), 1);
  else delete at[last];
  return true;
}
