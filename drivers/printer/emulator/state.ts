/** How an emulated printer is, and what it says of it, bit by bit from Epson's reference. */
export type EmulatorState = {
  paper: 'present' | 'low' | 'end';
  coverOpen: boolean;
  cutterJammed: boolean;
  /** Put off line by its button. */
  paused: boolean;
  /** Takes nothing from the wire. */
  stalled: boolean;
  /** Takes and prints, but never says a word. */
  silent: boolean;
};

export const healthy: EmulatorState = {
  paper: 'present',
  coverOpen: false,
  cutterJammed: false,
  paused: false,
  stalled: false,
  silent: false,
};

/** It prints nothing in such a state, and goes on where it stopped when the state ends. */
export function isOffLine(state: EmulatorState): boolean {
  return state.coverOpen || state.cutterJammed || state.paused || state.paper === 'end';
}

/** The reply to GS r 1. */
export function paperBits(state: EmulatorState): number {
  return { present: 0, low: 0x03, end: 0x0f }[state.paper];
}

/** The four bytes of an automatic status. */
export function automaticStatus(state: EmulatorState): number[] {
  const printer = 0x10 | (isOffLine(state) ? 0x08 : 0) | (state.coverOpen ? 0x20 : 0);
  return [printer, state.cutterJammed ? 0x08 : 0, paperBits(state), 0];
}

/** The reply to DLE EOT 1 (printer), 2 (why off line), 3 (error), 4 (paper). */
export function realTimeStatus(what: number, state: EmulatorState): number {
  if (what === 1) return 0x12 | (isOffLine(state) ? 0x08 : 0);
  if (what === 2) {
    return 0x12 | (state.coverOpen ? 0x04 : 0) | (state.paper === 'end' ? 0x20 : 0) | (state.cutterJammed ? 0x40 : 0);
  }
  if (what === 3) return 0x12 | (state.cutterJammed ? 0x08 : 0);
  return 0x12 | { present: 0, low: 0x0c, end: 0x6c }[state.paper];
}
