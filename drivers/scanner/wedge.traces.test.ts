import { describe, expect, it } from 'vitest';
import { traces } from '../../test/wedge/traces.ts';
import type { Trace } from '../../test/wedge/traces.ts';
import { createWedge, usualWedge } from './wedge.ts';
import type { WedgeKey } from './wedge.ts';

function play({ keys, into, prefix }: Trace) {
  const wedge = createWedge({ ...usualWedge, prefix });
  const [scans, typed]: [string[], WedgeKey[]] = [[], []];
  let lastMs = 0;
  for (const [timeStampMs, code, , held] of keys) {
    // As a page does: held keys are given up once nothing more has come for long enough.
    if (timeStampMs - lastMs > usualWedge.keyGapMs) typed.push(...wedge.idle(lastMs + usualWedge.keyGapMs));
    lastMs = timeStampMs;
    const answer = wedge.key({
      code,
      timeStampMs,
      target: into,
      shiftKey: held === 'shift',
      ctrlKey: held === 'ctrl',
      altKey: false,
      metaKey: false,
      repeat: held === 'repeat',
    });
    typed.push(...answer.released);
    if (answer.verdict === 'scan') scans.push(answer.scan.code);
  }
  typed.push(...wedge.idle(lastMs + usualWedge.keyGapMs));
  return { scans, typed: typed.map(({ code }) => code) };
}

describe('keystrokes with their timings', () => {
  it.each(traces)('$what', (trace) => {
    const { scans, typed } = trace.expect;
    expect(play(trace)).toEqual({ scans, typed });
  });
});
