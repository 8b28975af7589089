import { runCommandLine } from '../../main/cli/main.ts';

/** Runs the command in this process; the answer is what it said (stdout) and told (stderr). */
export async function commandLine(words: readonly string[], locale: 'ru' | 'en' = 'en') {
  const said: string[] = [];
  const told: string[] = [];
  const code = await runCommandLine(words, {
    locale,
    say: (text) => said.push(text),
    tell: (text) => told.push(text),
    interactive: false,
    stop: new AbortController().signal,
  });
  return { code, said: said.join('\n'), told: told.join('\n') };
}
