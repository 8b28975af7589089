import type { DeviceFault } from '../../shared/i18n/devices.ts';
import { openSerialPort } from '../serial.node.ts';
import { readAnswer } from './reading.ts';
import type { ScaleReading } from './reading.ts';
import { scaleTemplates } from './template.ts';
import type { ScaleTemplateName } from './template.ts';

export type SerialScaleConfig = { path: string; baudRate: number; template: ScaleTemplateName };

/** An open scale. `read` ends within its deadline; asked while it reads, both get the same answer. */
export type OpenScale = { read(): Promise<ScaleReading>; close(): Promise<void> };

const answerMs = 1_000;
/** Longer than any answer: what goes on beyond is none. */
const mostBytes = 64;

/** Opens the scale once. Never rejects; reconnecting is the supervisor's. */
export async function openSerialScale(
  { path, baudRate, template: name }: SerialScaleConfig,
  onLost: (fault: DeviceFault) => void,
): Promise<OpenScale | { fault: DeviceFault }> {
  const template = scaleTemplates[name];
  let answer: (reading: ScaleReading) => void = () => {};
  let heard: number[] = [];
  const opened = await openSerialPort({ path, baudRate }, (fault) => {
    answer({ kind: 'fault', reason: fault });
    onLost(fault);
  });
  if ('fault' in opened) return opened;
  const { port, close } = opened;
  port.on('data', (bytes: Buffer) => {
    for (const byte of bytes) {
      heard.push(byte);
      if (heard.length > mostBytes) answer({ kind: 'unreadable' });
      else if (template.tail.every((end, at) => heard.at(at - template.tail.length) === end))
        answer(readAnswer(Uint8Array.from(heard), template));
      else continue;
      heard = [];
    }
  });

  let reading: Promise<ScaleReading> | null = null;
  function ask(): Promise<ScaleReading> {
    return new Promise<ScaleReading>((resolve) => {
      const timer = setTimeout(() => answer({ kind: 'silent' }), answerMs);
      answer = (found) => {
        clearTimeout(timer);
        answer = () => {};
        reading = null;
        resolve(found);
      };
      // What it said before it was asked is of a weight before.
      heard = [];
      port.write(Buffer.from(template.request));
    });
  }
  return { read: () => (reading ??= ask()), close };
}
