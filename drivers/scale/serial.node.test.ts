import { createReadStream } from 'node:fs';
import type { ReadStream } from 'node:fs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makePtyPair } from '../../test/serial/pty-pair.ts';
import type { PtyPair } from '../../test/serial/pty-pair.ts';
import { openSerialScale } from './serial.node.ts';
import type { OpenScale } from './serial.node.ts';

let pair: PtyPair;
let asked: ReadStream;
const lost = vi.fn();
beforeEach(async () => {
  pair = await makePtyPair();
  asked = createReadStream(pair.farPath);
  asked.on('error', () => {});
  lost.mockClear();
});
afterEach(() => pair.dispose());

/** The scale at the far end says this to each request. */
const answers = (text: string) => void asked.on('data', () => void pair.type(text));

async function opened(): Promise<OpenScale> {
  const scale = await openSerialScale({ path: pair.path, baudRate: 9600, template: 'line' }, lost);
  if (!('read' in scale)) throw new Error(scale.fault);
  return scale;
}

it('a scale tells the weight when it is asked, to all who asked meanwhile', async () => {
  answers('ST,GS,+  1.234kg\r\n');
  const scale = await opened();
  const both = await Promise.all([scale.read(), scale.read()]);
  expect(both).toEqual([
    { kind: 'weight', grams: 1234 },
    { kind: 'weight', grams: 1234 },
  ]);
  await scale.close();
});

it('what a scale said before it was asked is no answer', async () => {
  const scale = await opened();
  await pair.type('ST,GS,+  9.999kg');
  answers('ST,GS,+  0.100kg\r\n');
  // On a slow machine the end of it may come behind the question: unreadable, and asked again.
  const first = await scale.read();
  expect([first, await scale.read()]).toContainEqual({ kind: 'weight', grams: 100 });
  expect(first).not.toEqual({ kind: 'weight', grams: 9999 });
  await scale.close();
});

it('a scale that is silent, talks without end or is pulled out is told apart within a second', async () => {
  const scale = await opened();
  expect(await scale.read()).toEqual({ kind: 'silent' });
  const endless = scale.read();
  await pair.type('9'.repeat(200));
  expect(await endless).toEqual({ kind: 'unreadable' });
  await pair.unplug();
  await vi.waitFor(() => expect(lost).toHaveBeenCalledOnce(), { timeout: 5_000 });
  await scale.close();
});
