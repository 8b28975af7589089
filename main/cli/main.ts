import type { Terminal } from './command.ts';
import { dispatch } from './dispatch.ts';
import { commandTable } from './table.ts';

/** Runs one command line of `kopilka`, as `dispatch` does. */
export const runCommandLine = (words: readonly string[], terminal: Terminal): Promise<number> =>
  dispatch(commandTable, words, terminal);
