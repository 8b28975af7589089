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
    for (const { segments } of errors.toReversed()) leaveOut(mended, whole(segments));
  }
  throw new Error(`a random programme that can't be mended: ${JSON.stringify([checkProgramme(mended), mended])}`);
}

type Path = readonly (string | number)[];

/** What must go: a tier's condition can't do without its value, nor an access rule without its audience. */
function whole(path: Path): Path {
  if (path[0] === 'tiers') return path.slice(0, 3);
  return path[0] === 'access' ? path.slice(0, 2) : path;
}

function leaveOut(programme: Programme, steps: Path): void {
  let at = programme as Record<string | number, unknown>;
  for (const step of steps.slice(0, -1)) {
    const next = at[step];
    if (typeof next !== 'object' || next === null) return;
    at = next as Record<string | number, unknown>;
  }
  if (Array.isArray(at)) at.splice(Number(steps.at(-1)), 1);
  else delete at[steps.at(-1)!];
}
