import { runCommandLine } from './cli/main.ts';
import { runProcess } from './cli/process.ts';

/** The command `kopilka`. */
await runProcess(runCommandLine);
