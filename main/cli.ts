import { runCommandLine } from './cli/main.ts';

/** The command `kopilka`: wires the process to the command line. A second Ctrl-C ends what will not stop by itself. */
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stop.abort(signal));
}
// Whoever reads us may stop reading (`kopilka quote x.json | head`): that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const language = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '';

process.exitCode = await runCommandLine(process.argv.slice(2), {
  locale: /^ru/i.test(language) ? 'ru' : 'en',
  say: (text) => process.stdout.write(`${text}\n`),
  tell: (text) => process.stderr.write(`${text}\n`),
  interactive: process.stderr.isTTY,
  stop: stop.signal,
});
