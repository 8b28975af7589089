/** All that may go wrong in a simulated chain of shops; a run in which a kind never happened has not tried it. */
export const faultKinds = [
  'requestLost',
  'replyLost',
  'requestTwice',
  'requestOvertaken',
  'replyLate',
  'partition',
  'oneWayPartition',
  'tillCrash',
  'tillCrashAtPoint',
  'hubCrash',
  'hubCrashAtPoint',
  'tornCheckpoint',
  'tillDiskFull',
  'hubDiskFull',
  'hubStumbles',
  'journalSpoilt',
  'terminalFails',
  'clockJump',
  'clockYearsOff',
  'clockFrozen',
  'tillOlder',
  'hubOlder',
  'tillLost',
  'tillRestored',
  'tillCloned',
  'hubRestored',
] as const;
export type FaultKind = (typeof faultKinds)[number];
export type FaultCounts = Record<FaultKind, number>;

export function noFaults(): FaultCounts {
  return Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as FaultCounts;
}
