import type { Programme, Schedule } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding, PathSegment } from './finding.ts';

/** Moments exist, and what begins ends later. */
export function checkSchedules({ promotions, access = [] }: Programme): Finding[] {
  return [
    ...promotions.flatMap(({ when }, index) =>
      when?.schedule ? checkSchedule(when.schedule, ['promotions', index, 'when', 'schedule']) : [],
    ),
    ...access.flatMap(({ schedule }, index) =>
      schedule ? checkSchedule(schedule, ['access', index, 'schedule']) : [],
    ),
  ];
}

export function checkSchedule({ from, until, windows = [] }: Schedule, path: readonly PathSegment[]): Finding[] {
  const findings: Finding[] = [];
  for (const [key, value] of [
    ['from', from],
    ['until', until],
  ] as const) {
    if (value !== undefined && !existsLocally(value))
      findings.push(finding('moment.impossible', [...path, key], { value }));
  }
  if (findings.length === 0 && from !== undefined && until !== undefined && withSeconds(from) >= withSeconds(until)) {
    findings.push(finding('schedule.backwards', [...path, 'until'], { from, until }));
  }
  windows.forEach((window, index) => {
    // "24:00" sorts after every time of day, as it should.
    if (window.from >= window.until) {
      const args = { from: window.from, until: window.until };
      findings.push(finding('window.backwards', [...path, 'windows', index, 'until'], args));
    }
  });
  return findings;
}

/** Date.parse refuses the 13th month, but turns 30 February into March. */
export function existsLocally(local: string): boolean {
  const parsed = Date.parse(`${local}Z`);
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(local);
}

function withSeconds(local: string): string {
  return local.length === 16 ? `${local}:00` : local;
}
