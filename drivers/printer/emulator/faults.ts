import type { EmulatorState } from './state.ts';

/** What can be done to an emulated printer. */
export type Fault =
  | { kind: 'state'; change: Partial<EmulatorState> }
  /** Forgets what it was sent and all modes, breaks the connection, and hears nothing for so long. */
  | { kind: 'reboot'; forMs: number }
  | { kind: 'drop' }
  /** The next so many bytes never arrive. */
  | { kind: 'lose'; bytes: number };

/** When: at once, or after so many more bytes have come in or commands been carried out. */
export type Plan = { after: { unit: 'bytes' | 'commands'; count: number } | null; fault: Fault };

const rebootMs = 1500;

/** Faults as a person types them, each with how it is undone. */
const states: Record<string, Partial<EmulatorState>> = {
  'paper present': { paper: 'present' },
  'paper low': { paper: 'low' },
  'paper end': { paper: 'end' },
  'cover open': { coverOpen: true },
  'cover closed': { coverOpen: false },
  'cutter jammed': { cutterJammed: true },
  'cutter free': { cutterJammed: false },
  offline: { paused: true },
  online: { paused: false },
  stall: { stalled: true },
  'stall over': { stalled: false },
  silent: { silent: true },
  'silent over': { silent: false },
};

/** The words that are understood, one a line. */
export const faultWords: readonly string[] = [
  ...Object.keys(states),
  'reboot [MS]',
  'drop',
  'lose BYTES',
  'after COUNT bytes|commands WORDS',
];

/** `paper end`, `reboot 3000`, `lose 20`, `after 200 bytes cover open`; null where it is nothing of the kind. */
export function parsePlan(line: string): Plan | null {
  const text = line.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const later = /^after (\d{1,9}) (bytes|commands) (.+)$/.exec(text);
  const fault = parseFault(later ? later[3]! : text);
  if (!fault) return null;
  return { after: later && { unit: later[2] as 'bytes' | 'commands', count: Number(later[1]) }, fault };
}

function parseFault(text: string): Fault | null {
  const change = Object.hasOwn(states, text) ? states[text] : undefined;
  if (change) return { kind: 'state', change };
  if (text === 'drop') return { kind: 'drop' };
  const lose = /^lose (\d{1,9})$/.exec(text);
  if (lose) return { kind: 'lose', bytes: Number(lose[1]) };
  const reboot = /^reboot(?: (\d{1,6}))?$/.exec(text);
  return reboot ? { kind: 'reboot', forMs: Number(reboot[1] ?? rebootMs) } : null;
}
