import type { CommandTable } from './dispatch.ts';

/**
 * Every command by its word, loaded when it is called. Its file imports what is heavy (SQLite, servers) inside `run`, so that
 * `kopilka --help` and `kopilka check` answer at once.
 */
export const commandTable: CommandTable = {
  ask: () => import('./ask.ts'),
  check: () => import('./check.ts'),
  demo: () => import('./demo.ts'),
  desktop: () => import('./desktop.ts'),
  diff: () => import('./diff.ts'),
  explain: () => import('./explain.ts'),
  dryrun: () => import('./dryrun.ts'),
  fiscal: () => import('./fiscal.ts'),
  hub: () => import('./hub.ts'),
  plugin: () => import('./plugin.ts'),
  printer: () => import('./printer.ts'),
  ports: () => import('./ports.ts'),
  quote: () => import('./quote.ts'),
  replay: () => import('./replay.ts'),
  simulate: () => import('./simulate.ts'),
  'test-page': () => import('./test-page.ts'),
  till: () => import('./till.ts'),
};
