import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tokenize } from './escpos/tokenize.ts';
import type { EscposProblem, EscposToken } from './escpos/tokenize.ts';

/**
 * A strict ESC/POS printer on a real socket, for tests and for trying a till without a printer. It reads what it is sent as a
 * printer would, stops when it can't print, and answers DLE EOT, GS a and GS r by Epson's reference. It can be told to misbehave.
 */
export type EmulatorState = {
  paper: 'present' | 'low' | 'end';
  coverOpen: boolean;
  cutterJammed: boolean;
  /** Put off line by its button. */
  paused: boolean;
  /** Reads nothing from the network. */
  stalled: boolean;
  /** Reads and prints, but never says a word. */
  silent: boolean;
};

export type Emulator = {
  readonly port: number;
  /** What it has carried out, and what it could not understand. */
  readonly done: EscposToken[];
  readonly problems: EscposProblem[];
  set(change: Partial<EmulatorState>): void;
  /** Changes state just after so many more commands were carried out. */
  setAfter(commands: number, change: Partial<EmulatorState>): void;
  /** Breaks the connection once so many more bytes have come in. */
  dropAfter(bytes: number): void;
  /** What came in since the last ESC @, as far as carried out. */
  printedText(encoding: string): string;
  close(): Promise<void>;
};

/** Listens on loopback, on a free port unless told which. */
export async function startPrinterEmulator(port = 0): Promise<Emulator> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return createEmulator(server);
}

type Plan = { left: number; change: Partial<EmulatorState> };
type Client = { socket: Socket; buffer: Uint8Array; statusBack: boolean; working: boolean };
type Machine = {
  state: EmulatorState;
  clients: Set<Client>;
  done: EscposToken[];
  problems: EscposProblem[];
  plans: Plan[];
  bytesToDrop: number;
};

const healthy: EmulatorState = {
  paper: 'present',
  coverOpen: false,
  cutterJammed: false,
  paused: false,
  stalled: false,
  silent: false,
};

function createEmulator(server: Server): Emulator {
  const machine: Machine = {
    state: { ...healthy },
    clients: new Set(),
    done: [],
    problems: [],
    plans: [],
    bytesToDrop: Infinity,
  };
  server.on('connection', (socket) => accept(machine, socket));
  return {
    port: (server.address() as AddressInfo).port,
    done: machine.done,
    problems: machine.problems,
    set: (change) => setState(machine, change),
    setAfter: (commands, change) => void machine.plans.push({ left: commands, change }),
    dropAfter: (bytes) => void (machine.bytesToDrop = bytes),
    printedText: (encoding) => printedText(machine.done, encoding),
    close: () =>
      new Promise((resolve) => {
        for (const client of machine.clients) client.socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function accept(machine: Machine, socket: Socket): void {
  const client: Client = { socket, buffer: new Uint8Array(), statusBack: false, working: false };
  machine.clients.add(client);
  socket.on('data', (bytes) => receive(machine, client, bytes));
  socket.on('error', () => machine.clients.delete(client));
  socket.on('close', () => machine.clients.delete(client));
  if (machine.state.stalled) socket.pause();
}

function receive(machine: Machine, client: Client, bytes: Uint8Array): void {
  machine.bytesToDrop -= bytes.length;
  if (machine.bytesToDrop <= 0) {
    machine.bytesToDrop = Infinity;
    client.socket.resetAndDestroy();
    return;
  }
  // Status questions are answered at once, whatever waits before them.
  if (isOffLine(machine.state) && bytes[0] === 0x10 && bytes[1] === 0x04) {
    say(machine, client, [realTimeStatus(bytes[2]!, machine.state)]);
    return;
  }
  client.buffer = Buffer.concat([client.buffer, bytes]);
  work(machine, client);
}

/** Carries out what has come in, as long as it is on line; a byte that begins no command is noted and skipped. */
function work(machine: Machine, client: Client): void {
  if (client.working) return;
  client.working = true;
  for (let again = true; again;) {
    const { tokens, consumed, problem } = tokenize(client.buffer);
    let next = 0;
    while (next < tokens.length && !isOffLine(machine.state)) carryOut(machine, client, tokens[next++]!);
    const finished = next === tokens.length;
    again = finished && problem?.kind === 'unknown';
    if (again) machine.problems.push(problem!);
    client.buffer = client.buffer.subarray(finished ? consumed + (again ? 1 : 0) : tokens[next]!.offset);
  }
  client.working = false;
}

function carryOut(machine: Machine, client: Client, token: EscposToken): void {
  machine.done.push(token);
  if (token.kind === 'statusBack') {
    client.statusBack = token.mask !== 0;
    if (client.statusBack) say(machine, client, automaticStatus(machine.state));
  }
  if (token.kind === 'askProcessed') say(machine, client, [paperBits(machine.state)]);
  if (token.kind === 'askStatus') say(machine, client, [realTimeStatus(token.what, machine.state)]);
  for (const plan of machine.plans) plan.left -= 1;
  const due = machine.plans.filter((plan) => plan.left <= 0);
  machine.plans = machine.plans.filter((plan) => plan.left > 0);
  for (const plan of due) setState(machine, plan.change);
}

function setState(machine: Machine, change: Partial<EmulatorState>): void {
  Object.assign(machine.state, change);
  for (const client of machine.clients) {
    if (client.statusBack) say(machine, client, automaticStatus(machine.state));
    if (machine.state.stalled) client.socket.pause();
    else client.socket.resume();
    work(machine, client);
  }
}

function say(machine: Machine, client: Client, bytes: number[]): void {
  if (!machine.state.silent && !client.socket.destroyed) client.socket.write(Uint8Array.from(bytes));
}

function isOffLine(state: EmulatorState): boolean {
  return state.coverOpen || state.cutterJammed || state.paused || state.paper === 'end';
}

function paperBits(state: EmulatorState): number {
  return { present: 0, low: 0x03, end: 0x0f }[state.paper];
}

function automaticStatus(state: EmulatorState): number[] {
  const printer = 0x10 | (isOffLine(state) ? 0x08 : 0) | (state.coverOpen ? 0x20 : 0);
  return [printer, state.cutterJammed ? 0x08 : 0, paperBits(state), 0];
}

function realTimeStatus(what: number, state: EmulatorState): number {
  if (what === 1) return 0x12 | (isOffLine(state) ? 0x08 : 0);
  if (what === 2) {
    return 0x12 | (state.coverOpen ? 0x04 : 0) | (state.paper === 'end' ? 0x20 : 0) | (state.cutterJammed ? 0x40 : 0);
  }
  if (what === 3) return 0x12 | (state.cutterJammed ? 0x08 : 0);
  return 0x12 | { present: 0, low: 0x0c, end: 0x6c }[state.paper];
}

function printedText(done: readonly EscposToken[], encoding: string): string {
  const decoder = new TextDecoder(encoding);
  const sinceReset = done.slice(done.findLastIndex((token) => token.kind === 'initialise') + 1);
  return sinceReset
    .map((token) => (token.kind === 'text' ? decoder.decode(token.bytes) : token.kind === 'lineFeed' ? '\n' : ''))
    .join('');
}
