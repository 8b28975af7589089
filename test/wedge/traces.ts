import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A key going down: when (milliseconds), which one, what the layout that is on writes for it, and what is held. */
type Key = [atMs: number, code: string, key: string, held?: 'shift' | 'ctrl' | 'repeat'];

/** Keys with their timings, and what is to come of them. */
export type Trace = {
  what: string;
  into: 'page' | 'field';
  /** What the scanner is set to send before a code. */
  prefix: string;
  /** What the field holds before. */
  field: string;
  expect: { scans: string[]; typed: string[]; field: string };
  keys: Key[];
};

const folder = join(import.meta.dirname, '../fixtures/keystrokes');

export const traces: readonly Trace[] = readdirSync(folder)
  .toSorted()
  .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Trace);
