import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makePtyPair } from '../../test/serial/pty-pair.ts';
import type { PtyPair } from '../../test/serial/pty-pair.ts';
import { encodeLines } from './encode.ts';
import { openSerialDisplay } from './serial.node.ts';
import { displayTemplates } from './template.ts';

let pair: PtyPair;
let far: FileHandle;
let seen: Buffer;
beforeEach(async () => {
  pair = await makePtyPair();
  far = await open(pair.farPath, 'r');
  seen = Buffer.alloc(0);
  far
    .createReadStream()
    .on('data', (bytes) => (seen = Buffer.concat([seen, bytes as Buffer])))
    .on('error', () => {});
});
afterEach(() => pair.dispose());

it('a display on a serial port shows the last of what it is told, whole, however fast it changes', async () => {
  const display = await openSerialDisplay({ path: pair.path, baudRate: 9600, template: 'cd5220' }, () => {});
  if (!('show' in display)) throw new Error(display.fault);
  for (let step = 0; step < 500; step += 1) display.show([`Товар ${step}`, `Итого ${step}`]);
  const last = Buffer.from(encodeLines(['Товар 499', 'Итого 499'], displayTemplates.cd5220));
  await vi.waitFor(() => expect(seen.subarray(-last.length).equals(last)).toBe(true), { timeout: 5_000 });
  expect(seen.length % last.length).toBe(0);
  await display.close();
});

it('a display that is pulled out says so, and takes nothing more', async () => {
  const lost = vi.fn();
  const display = await openSerialDisplay({ path: pair.path, baudRate: 9600, template: 'cd5220' }, lost);
  if (!('show' in display)) throw new Error(display.fault);
  await pair.unplug();
  await vi.waitFor(() => expect(lost).toHaveBeenCalledOnce(), { timeout: 5_000 });
  display.show(['a', 'b']);
  await display.close();
});
