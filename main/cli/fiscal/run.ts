import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { openAtolEmulator } from '../../../drivers/fiscal/atol/emulator.node.ts';
import type { AtolEmulator } from '../../../drivers/fiscal/atol/emulator.node.ts';
import { KopilkaError } from '../../../shared/protocol/errors.ts';
import type { Terminal } from '../command.ts';

/** What a person may do to the register, as it is typed. */
const deeds: Record<string, (emulator: AtolEmulator) => void> = {
  'paper end': (emulator) => emulator.suffer('paper'),
  dead: (emulator) => emulator.suffer('dead'),
  'lose answers': (emulator) => emulator.suffer('lost'),
  fine: (emulator) => emulator.suffer(null),
  slow: (emulator) => emulator.slow(50),
  'day later': (emulator) => emulator.age(),
};

/** Plays a register until it is told to stop. Its documents are told on stdout, one line each; everything else on stderr. */
export async function runFiscal(port: number, terminal: Terminal): Promise<number> {
  const onDocument = (task: object) => terminal.say(JSON.stringify(task));
  const emulator = await openAtolEmulator(port, onDocument).catch((error: unknown) => {
    const problem = error instanceof Error ? error.message : String(error);
    throw new KopilkaError('device.cannotOpen', { place: `127.0.0.1:${port}`, problem }, { cause: error });
  });
  terminal.tell(emulator.url);
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => terminal.tell(obey(emulator, line.trim(), terminal)));
  if (!terminal.stop.aborted) await once(terminal.stop, 'abort');
  lines.close();
  await emulator.close();
  return 0;
}

function obey(emulator: AtolEmulator, words: string, { locale }: Terminal): string {
  if (words === 'help') return Object.keys(deeds).join('\n');
  const deed = Object.hasOwn(deeds, words) ? deeds[words] : undefined;
  deed?.(emulator);
  if (deed || words === '') return JSON.stringify({ documents: emulator.documents().length });
  const hint = { ru: 'Непонятно; что понятно, покажет help.', en: 'Not understood; help tells what is.' };
  return hint[locale];
}
