import { dispatch } from './cli/dispatch.ts';
import { runProcess } from './cli/process.ts';

/** The command `kopilka` of the package that other programs install: what a host needs of a till that runs elsewhere. */
await runProcess((words, terminal) =>
  dispatch({ ask: () => import('./cli/ask.ts'), plugin: () => import('./cli/plugin.ts') }, words, terminal),
);
