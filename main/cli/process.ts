import type { Terminal } from './command.ts';

/** Wires the process to a command line. A second Ctrl-C ends what will not stop by itself. */
export async function runProcess(run: (words: string[], terminal: Terminal) => Promise<number>): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stop.abort(signal));
  }
  // Whoever reads us may stop reading (`kopilka quote x.json | head`): that is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const language = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '';
  process.exitCode = await run(process.argv.slice(2), {
    locale: /^ru/i.test(language) ? 'ru' : 'en',
    say: (text) => process.stdout.write(`${text}\n`),
    tell: (text) => process.stderr.write(`${text}\n`),
    interactive: process.stderr.isTTY,
    stop: stop.signal,
  });
}
