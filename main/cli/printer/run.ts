import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { faultWords, parsePlan } from '../../../drivers/printer/emulator/faults.ts';
import type { EmulatedReceipt, Machine } from '../../../drivers/printer/emulator/machine.ts';
import { startPrinterEmulator } from '../../../drivers/printer/emulator/tcp.node.ts';
import { startTtyEmulator } from '../../../drivers/printer/emulator/tty.node.ts';
import type { TtyEmulatorOptions } from '../../../drivers/printer/emulator/tty.node.ts';
import { pageToPng } from '../../../drivers/printer/picture/png.node.ts';
import { pageText } from '../../../drivers/printer/picture/text.ts';
import { findProfile, printerProfiles } from '../../../drivers/printer/profiles.ts';
import { deviceFaultTexts } from '../../../shared/i18n/devices.ts';
import { KopilkaError } from '../../../shared/protocol/errors.ts';
import type { Terminal } from '../command.ts';

export type PrinterRun = {
  port: number;
  /** Instead of the network. */
  serial: { path: string; baudRate: number } | null;
  pages: string | null;
  profile: string;
  faults: readonly string[];
  /** A port for HTTP on loopback; 0 takes a free one. */
  control: number | null;
  second: 'waits' | 'shut';
};

/** Plays a printer until it is told to stop. Receipts are told on stdout, one line each; everything else on stderr. */
export async function runPrinter(run: PrinterRun, terminal: Terminal): Promise<number> {
  const profile = findProfile(run.profile);
  if (!profile) {
    const wanted = printerProfiles.map(({ id }) => id).join(', ');
    throw new KopilkaError('usage.value', { option: '--profile', value: run.profile, wanted });
  }
  const plans = run.faults.map(planOf);
  if (run.pages !== null) mkdirSync(run.pages, { recursive: true });
  let printed = 0;
  const onReceipt = (receipt: EmulatedReceipt) => tellReceipt(receipt, (printed += 1), run.pages, terminal);
  const unplugged = Promise.withResolvers<number>();
  const onLost = () => {
    terminal.tell(deviceFaultTexts[terminal.locale].disconnected);
    unplugged.resolve(1);
  };
  const { machine, close } = await start(run, { profile, onReceipt, onLost }, terminal);
  for (const plan of plans) machine.do(plan);
  const control = run.control === null ? null : await serveControl(run.control, machine, terminal);
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => terminal.tell(obey(machine, line, terminal)));
  const stopped = terminal.stop.aborted ? Promise.resolve(0) : once(terminal.stop, 'abort').then(() => 0);
  const code = await Promise.race([stopped, unplugged.promise]);
  lines.close();
  control?.close();
  await close();
  return code;
}

function planOf(words: string) {
  const plan = parsePlan(words);
  if (plan) return plan;
  throw new KopilkaError('usage.value', { option: '--fault', value: words.trim(), wanted: faultWords.join(' | ') });
}

async function start(
  run: PrinterRun,
  { onLost, ...options }: Pick<TtyEmulatorOptions, 'profile' | 'onReceipt' | 'onLost'>,
  terminal: Terminal,
): Promise<{ machine: Machine; close(): Promise<void> }> {
  const { locale } = terminal;
  if (run.serial === null) {
    const emulator = await startPrinterEmulator({ ...options, port: run.port, second: run.second }).catch(
      (error: unknown) => {
        const problem = error instanceof Error ? error.message : String(error);
        throw new KopilkaError('device.cannotOpen', { place: `127.0.0.1:${run.port}`, problem }, { cause: error });
      },
    );
    terminal.tell(`${options.profile.name}: 127.0.0.1:${emulator.port}`);
    return emulator;
  }
  const emulator = await startTtyEmulator({ ...run.serial, ...options, onLost });
  if ('fault' in emulator) {
    const problem = deviceFaultTexts[locale][emulator.fault];
    throw new KopilkaError('device.cannotOpen', { place: run.serial.path, problem });
  }
  terminal.tell(`${options.profile.name}: ${run.serial.path}`);
  return emulator;
}

/** One line a receipt: where its picture is, or what it says, and why the rest was refused. */
function tellReceipt({ page, refused }: EmulatedReceipt, number: number, folder: string | null, terminal: Terminal) {
  const file = folder === null ? null : join(folder, `receipt-${String(number).padStart(4, '0')}.png`);
  if (file !== null) writeFileSync(file, pageToPng(page));
  const text = pageText(page).map((line) => line.trim());
  const pulses = page.pulses.length;
  terminal.say(JSON.stringify({ receipt: number, file, lines: text.length, first: text[0] ?? '', pulses, refused }));
}

function obey(machine: Machine, line: string, { locale }: Terminal): string {
  const words = line.trim();
  if (words === 'help') return faultWords.join('\n');
  const plan = words === '' || words === 'status' ? null : parsePlan(words);
  if (plan) machine.do(plan);
  else if (words !== '' && words !== 'status') {
    const hint = { ru: 'Непонятно; что понятно, покажет help.', en: 'Not understood; help tells what is.' };
    return hint[locale];
  }
  return JSON.stringify({ ...machine.state, rebooting: machine.isDark, commands: machine.commands });
}

/** The same lines over HTTP, for scripts. Loopback only, and only for who sends no `Origin`: no web page is a script of ours. */
async function serveControl(port: number, machine: Machine, terminal: Terminal): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > 1000) request.destroy();
      else chunks.push(chunk);
    });
    request.on('end', () => {
      const isPage = request.headers.origin !== undefined;
      response.writeHead(isPage ? 403 : 200, { 'content-type': 'application/json' });
      response.end(isPage ? '' : `${obey(machine, Buffer.concat(chunks).toString(), terminal)}\n`);
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  terminal.tell(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return server;
}
