import { checkProgramme } from '../../shared/loyalty/check/check.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';

const mostRounds = 10;

/** Leaves out of a random programme what `check` finds wrong, so that what is compared could be in use. */
export function mend(programme: Programme): Programme {
  let mended = programme;
  for (let round = 0; round < mostRounds; round++) {
    const checked = checkProgramme(mended);
    if (checked.ok) return mended;
    mended = structuredClone(mended);
    const errors = checked.findings.filter(({ severity }) => severity === 'error');
    for (const { path } of errors.toReversed()) leaveOut(mended, stepsOf(path));
  }
  throw new Error(`a random programme that can't be mended: ${JSON.stringify(programme)}`);
}

/** `promotions[3].keeps.discounts` */
function stepsOf(path: string): string[] {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  // A tier's condition can't go without its value: the entry goes.
  return steps[0] === 'tiers' ? steps.slice(0, 3) : steps;
}

function leaveOut(whole: object, steps: string[]): void {
  let at = whole as Record<string, unknown>;
  for (const step of steps.slice(0, -1)) {
    const next = at[step];
    if (typeof next !== 'object' || next === null) return;
    at = next as Record<string, unknown>;
  }
  if (Array.isArray(at)) at.splice(Number(steps.at(-1)), 1);
  else delete at[steps.at(-1)!];
}
