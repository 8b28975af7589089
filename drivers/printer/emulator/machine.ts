import { tokenize } from '../escpos/tokenize.ts';
import type { EscposToken } from '../escpos/tokenize.ts';
import { createHead, JobRefused } from '../picture/head.ts';
import type { Head } from '../picture/head.ts';
import { carryOut, finishPage } from '../picture/page.ts';
import type { Page } from '../picture/page.ts';
import type { PrinterProfile } from '../profile.ts';
import { ByteQueue } from './byte-queue.ts';
import type { Fault, Plan } from './faults.ts';
import { automaticStatus, healthy, isOffLine, paperBits, realTimeStatus } from './state.ts';
import type { EmulatorState } from './state.ts';

/** What came out of the printer. `refused`: why it stopped there; nothing after it was printed up to the next ESC @. */
export type EmulatedReceipt = { page: Page; refused: string | null };

/** The wire as the printer has it. */
export type Wire = {
  say(bytes: Uint8Array): void;
  /** Takes no more, so that whoever sends has to wait. */
  pause(): void;
  resume(): void;
  drop(): void;
};

/** What the wire tells the printer. */
export type Incoming = { receive(bytes: Uint8Array): void; gone(): void };

export type MachineOptions = {
  profile: PrinterProfile;
  after(ms: number, run: () => void): void;
  onReceipt(receipt: EmulatedReceipt): void;
  onCommand?(token: EscposToken): void;
};

/** What it keeps while it can't print; more has to wait on the wire. A picture under way is at most half of it. */
const mostBytes = 1 << 20;
/** Three metres without a cut, and it is torn off. */
const mostDots = 24_000;
const mostItems = 20_000;

/**
 * A strict ESC/POS printer without its wire. It reads what it is sent as a printer would, draws it, stops when it can't print, and
 * answers DLE EOT, GS a and GS r by Epson's reference. It refuses what it doesn't understand, text without ESC t too: a job it refused
 * is never said to be processed. Never throws, whatever comes in; keeps a bounded part of it.
 */
export class Machine {
  readonly #options: MachineOptions;
  readonly #state: EmulatorState = { ...healthy };
  #head: Head;
  #wire: Wire | null = null;
  readonly #buffer = new ByteQueue();
  #unread: Uint8Array[] = [];
  /** The last two bytes, for real-time commands that come in pieces. */
  #last: [number, number] = [0, 0];
  #plans: { left: number; unit: 'bytes' | 'commands'; fault: Fault }[] = [];
  #toLose = 0;
  #commands = 0;
  #reboots = 0;
  #dark = false;
  #statusBack = false;
  #refusing = false;
  #working = false;

  constructor(options: MachineOptions) {
    this.#options = options;
    this.#head = createHead(options.profile);
  }

  get state(): Readonly<EmulatorState> {
    return this.#state;
  }

  /** Between a reboot and its end. */
  get isDark(): boolean {
    return this.#dark;
  }

  /** How many it has carried out. */
  get commands(): number {
    return this.#commands;
  }

  do({ after, fault }: Plan): void {
    if (after && after.count > 0) this.#plans.push({ left: after.count, unit: after.unit, fault });
    else this.#happen(fault);
  }

  /** One wire at a time. */
  connect(wire: Wire): Incoming {
    this.#wire = wire;
    if (this.#state.stalled) wire.pause();
    return {
      receive: (bytes) => {
        if (this.#wire === wire) this.#receive(bytes);
      },
      gone: () => {
        if (this.#wire === wire) this.#lostWire();
      },
    };
  }

  /** A command that was under way never gets its rest. */
  #lostWire(): void {
    this.#wire = null;
    this.#statusBack = false;
    this.#unread = [];
    this.#last = [0, 0];
    const held = this.#buffer.view().slice();
    const { problem, consumed } = tokenize(held);
    if (problem?.kind !== 'incomplete') return;
    this.#buffer.clear();
    this.#buffer.push(held.subarray(0, consumed));
  }

  #happen(fault: Fault): void {
    if (fault.kind === 'state') this.#change(fault.change);
    else if (fault.kind === 'lose') this.#toLose += fault.bytes;
    else if (fault.kind === 'drop') this.#drop();
    else this.#reboot(fault.forMs);
  }

  #change(change: Partial<EmulatorState>): void {
    Object.assign(this.#state, change);
    if (this.#statusBack) this.#say(automaticStatus(this.#state));
    if (this.#state.stalled) this.#wire?.pause();
    else for (const bytes of this.#unread.splice(0)) this.#receive(bytes);
    this.#work();
  }

  #drop(): void {
    const wire = this.#wire;
    this.#lostWire();
    wire?.drop();
  }

  #reboot(forMs: number): void {
    this.#buffer.clear();
    this.#tearOff(null);
    this.#head = createHead(this.#options.profile);
    this.#refusing = false;
    this.#dark = true;
    const reboot = (this.#reboots += 1);
    this.#drop();
    this.#options.after(forMs, () => {
      if (reboot === this.#reboots) this.#dark = false;
    });
  }

  #receive(bytes: Uint8Array): void {
    const wire = this.#wire;
    let rest = bytes;
    // What a broken connection had not told yet is never heard.
    while (rest.length > 0 && !this.#dark && this.#wire === wire) {
      if (this.#state.stalled) {
        this.#unread.push(rest);
        return;
      }
      const plan = this.#plans.filter(({ unit }) => unit === 'bytes').toSorted((a, b) => a.left - b.left)[0];
      const now = rest.subarray(0, Math.min(rest.length, plan?.left ?? rest.length));
      rest = rest.subarray(now.length);
      this.#take(now);
      this.#count('bytes', now.length);
    }
  }

  #take(bytes: Uint8Array): void {
    const lost = Math.min(this.#toLose, bytes.length);
    this.#toLose -= lost;
    const come = bytes.subarray(lost);
    for (const byte of come) {
      if (this.#last[0] === 0x10 && this.#last[1] === 0x04 && byte >= 1 && byte <= 4)
        this.#say([realTimeStatus(byte, this.#state)]);
      this.#last = [this.#last[1], byte];
    }
    this.#buffer.push(come);
    this.#work();
  }

  #count(unit: 'bytes' | 'commands', by: number): void {
    for (const plan of this.#plans) if (plan.unit === unit) plan.left -= by;
    const due = this.#plans.filter(({ left }) => left <= 0);
    this.#plans = this.#plans.filter(({ left }) => left > 0);
    for (const { fault } of due) this.#happen(fault);
  }

  /** Carries out what has come in, as long as it is on line. */
  #work(): void {
    if (this.#working) return;
    this.#working = true;
    for (let again = true; again;) again = this.#refusing ? this.#seekNextJob() : this.#carryOutSome();
    this.#working = false;
    if (this.#buffer.length > mostBytes) this.#wire?.pause();
    else if (!this.#state.stalled) this.#wire?.resume();
  }

  /** Whether there may be more to do. */
  #carryOutSome(): boolean {
    if (isOffLine(this.#state)) return false;
    const reboot = this.#reboots;
    const { tokens, consumed, problem } = tokenize(this.#buffer.view());
    let next = 0;
    while (next < tokens.length && !isOffLine(this.#state) && !this.#refusing) {
      this.#carryOut(tokens[next++]!);
      if (reboot !== this.#reboots) return false;
    }
    const finished = next === tokens.length;
    this.#buffer.drop(finished ? consumed : tokens[next]!.offset);
    if (finished && problem?.kind === 'unknown' && !this.#refusing) this.#refuse('a command it does not know');
    return this.#refusing;
  }

  #carryOut(token: EscposToken): void {
    try {
      carryOut(this.#head, token);
    } catch (error) {
      if (!(error instanceof JobRefused)) throw error;
      this.#refuse(error.message);
      return;
    }
    if (token.kind === 'initialise') this.#tearOff(null);
    this.#commands += 1;
    this.#options.onCommand?.(token);
    const { y, items, pulses, beeps } = this.#head;
    if (token.kind === 'cut' || y > mostDots || items.length + pulses.length + beeps.length > mostItems)
      this.#tearOff(null);
    if (token.kind === 'statusBack') {
      this.#statusBack = token.mask !== 0;
      if (this.#statusBack) this.#say(automaticStatus(this.#state));
    }
    if (token.kind === 'askProcessed') this.#say([paperBits(this.#state)]);
    this.#count('commands', 1);
  }

  #refuse(why: string): void {
    this.#refusing = true;
    this.#tearOff(why);
  }

  #seekNextJob(): boolean {
    const held = this.#buffer.view();
    const at = held.findIndex((byte, index) => byte === 0x1b && held[index + 1] === 0x40);
    this.#refusing = at < 0;
    // The last byte may be the ESC of one to come.
    this.#buffer.drop(at < 0 ? held.length - 1 : at);
    return !this.#refusing;
  }

  /** What is on the paper leaves the printer; its modes stay. */
  #tearOff(refused: string | null): void {
    const { items, pulses, beeps } = this.#head;
    if (items.length + pulses.length + beeps.length + this.#head.line.items.length === 0 && refused === null) return;
    const page = finishPage(this.#head);
    Object.assign(this.#head, { items: [], pulses: [], beeps: [], y: 0 });
    this.#options.onReceipt({ page, refused });
  }

  #say(bytes: number[]): void {
    if (!this.#state.silent && !this.#dark) this.#wire?.say(Uint8Array.from(bytes));
  }
}
