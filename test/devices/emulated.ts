import { parsePlan } from '../../drivers/printer/emulator/faults.ts';
import type { EmulatedReceipt, Machine } from '../../drivers/printer/emulator/machine.ts';
import { startPrinterEmulator } from '../../drivers/printer/emulator/tcp.node.ts';
import type { EmulatorOptions } from '../../drivers/printer/emulator/tcp.node.ts';
import type { EscposToken } from '../../drivers/printer/escpos/tokenize.ts';
import { pageText } from '../../drivers/printer/picture/text.ts';
import type { PrinterProfile } from '../../drivers/printer/profile.ts';

/** An emulated printer on a socket, and all that came out of it. */
export type Emulated = Paper & {
  readonly port: number;
  readonly machine: Machine;
  /** As a person types it: `cover open`, `after 200 bytes reboot`. */
  do(words: string): void;
  close(): Promise<void>;
};

export type Paper = {
  readonly receipts: EmulatedReceipt[];
  readonly commands: EscposToken[];
  /** How often a job came out whole: cut off at its end. */
  timesPrinted(): number;
  /** All lines of letters, in order. */
  text(): string[];
};

export async function openEmulated(
  profile: PrinterProfile,
  options: Pick<EmulatorOptions, 'port' | 'second'> = {},
): Promise<Emulated> {
  const { paper, onReceipt, onCommand } = collectPaper();
  const { port, machine, close } = await startPrinterEmulator({ profile, onReceipt, onCommand, ...options });
  return { ...paper, port, machine, close, do: (words) => command(machine, words) };
}

export function collectPaper() {
  const receipts: EmulatedReceipt[] = [];
  const commands: EscposToken[] = [];
  const paper: Paper = {
    receipts,
    commands,
    timesPrinted: () => receipts.filter(({ page }) => page.items.some(({ kind }) => kind === 'cut')).length,
    text: () => receipts.flatMap(({ page }) => pageText(page)),
  };
  return {
    paper,
    onReceipt: (receipt: EmulatedReceipt) => void receipts.push(receipt),
    onCommand: (token: EscposToken) => void commands.push(token),
  };
}

export function command(machine: Machine, words: string): void {
  const plan = parsePlan(words);
  if (!plan) throw new Error(`no such fault: ${words}`);
  machine.do(plan);
}
