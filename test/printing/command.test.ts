import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../main/cli/main.ts';
import { canRun } from '../cannot-run.ts';
import { makePtyPair } from '../serial/pty-pair.ts';
import { commandLine } from '../quote/command-line.ts';
import { logoFile } from '../receipts/logo.ts';

const folder = mkdtempSync(join(tmpdir(), 'kopilka-printer-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `kopilka printer` as it runs on, with what it said and told so far. */
function startCommand(...words: string[]) {
  const [said, told, stop] = [[] as string[], [] as string[], new AbortController()];
  const ended = runCommandLine(['printer', '--port', '0', '--control', '0', ...words], {
    locale: 'en',
    say: (text) => said.push(text),
    tell: (text) => told.push(text),
    interactive: false,
    stop: stop.signal,
  });
  const portIn = (pattern: RegExp) => told.map((line) => pattern.exec(line)?.[1]).find((port) => port !== undefined);
  return {
    said,
    ended,
    stop: () => stop.abort(),
    printer: () => portIn(/^(?!http).*127\.0\.0\.1:(\d+)$/),
    control: () => portIn(/^http:\/\/127\.0\.0\.1:(\d+)$/),
  };
}

let running: ReturnType<typeof startCommand>;
let pages: string;

beforeEach(async () => {
  pages = mkdtempSync(join(folder, 'pages-'));
  running = startCommand('--pages', pages);
  await expect.poll(() => running.control(), { timeout: 5000 }).toBeDefined();
});
afterEach(async () => {
  running.stop();
  expect(await running.ended).toBe(0);
});

const testPage = (...words: string[]) => commandLine(['test-page', `127.0.0.1:${running.printer()}`, ...words]);
async function tell(line: string, headers: Record<string, string> = {}) {
  const url = `http://127.0.0.1:${running.control()}`;
  const response = await fetch(url, { method: 'POST', body: line, headers });
  return { status: response.status, text: await response.text() };
}

describe('kopilka printer and kopilka test-page', () => {
  it('print a page from the one on the other, draw it, and tell so', async () => {
    expect(await testPage('--logo', logoFile)).toMatchObject({ code: 0, said: 'Printed.' });
    const [file] = readdirSync(pages);
    expect(readFileSync(join(pages, file!)).subarray(1, 4).toString()).toBe('PNG');
    expect(JSON.parse(running.said[0]!)).toMatchObject({ receipt: 1, first: 'Kopilka', pulses: 0, refused: null });
  });

  it('tell in words what is wrong, and what mends it', async () => {
    expect((await tell('paper end')).text).toContain('"paper":"end"');
    expect(await testPage()).toMatchObject({ code: 1, said: 'Not sent. Out of paper. Put in a roll.' });
    await tell('paper low');
    expect(await testPage()).toMatchObject({ code: 0, said: 'Printed. Paper is running low.' });
    await tell('after 40 bytes drop');
    const { code, said } = await testPage();
    expect([code, said]).toEqual([
      1,
      'Sent; whether it was printed is not known. The connection to the printer broke.',
    ]);
  }, 20_000);

  it('answer nothing to a web page, and tell what they do not understand', async () => {
    expect((await tell('paper end', { origin: 'http://example.test' })).status).toBe(403);
    expect((await tell('')).text).toContain('"paper":"present"');
    expect((await tell('explode')).text).toContain('help tells what is');
    expect((await tell('help')).text).toContain('cover open');
    await expect(tell('x'.repeat(100_000))).rejects.toThrow(/fetch failed/);
  });

  it('tell what has no sense before anything is opened', async () => {
    const wrong = async (...words: string[]) => {
      const { code, told } = await commandLine(words);
      expect(code).toBe(2);
      return told;
    };
    expect(await wrong('printer', '--port', 'x')).toContain('--port');
    expect(await wrong('printer', '--profile', 'none')).toContain('epson-80');
    expect(await wrong('printer', '--fault', 'explode')).toContain('paper end');
    expect(await wrong('printer', '--second', 'sings')).toContain('waits | shut');
    expect(await wrong('printer', '--serial', 'COM3,fast')).toContain('PATH[,BAUD]');
    expect(await wrong('test-page', 'nowhere')).toContain('HOST:PORT');
    expect(await wrong('test-page', 'pdf:x', '--codepage', 'cp866')).toContain('cp866|windows-1251');
  });

  it.runIf(canRun('serial tty'))(
    'end when the cable they are on is pulled',
    async () => {
      const cable = await makePtyPair();
      const onCable = startCommand('--serial', cable.farPath);
      await expect.poll(() => onCable.control(), { timeout: 5000 }).toBeDefined();
      expect(await commandLine(['test-page', `serial:${cable.path}`])).toMatchObject({ code: 0, said: 'Printed.' });
      expect(onCable.said).toHaveLength(1);
      await cable.unplug();
      expect(await onCable.ended).toBe(1);
      await cable.dispose();
    },
    20_000,
  );

  it('tell which port or picture could not be opened', async () => {
    const taken = await commandLine(['printer', '--port', running.printer()!]);
    expect([taken.code, taken.told]).toEqual([1, expect.stringContaining(`127.0.0.1:${running.printer()}`)]);
    const noPort = await commandLine(['printer', '--serial', join(folder, 'tty')]);
    expect([noPort.code, noPort.told]).toEqual([1, expect.stringContaining(join(folder, 'tty'))]);
    for (const file of [join(folder, 'nowhere.png'), import.meta.filename])
      expect(await testPage('--logo', file)).toMatchObject({ code: 1, told: expect.stringContaining(file) as string });
  });
});
