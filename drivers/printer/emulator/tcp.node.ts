import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { Machine } from './machine.ts';
import type { MachineOptions } from './machine.ts';

/** An emulated printer on a raw port of the network. */
export type Emulator = {
  readonly port: number;
  readonly machine: Machine;
  close(): Promise<void>;
};

export type EmulatorOptions = Omit<MachineOptions, 'after'> & {
  /** Listens on loopback; 0 takes a free port. */
  port?: number;
  /** What a second till meets while a first is connected: its connection waits, or is shut at once. */
  second?: 'waits' | 'shut';
};

/** Rejects where the port is taken. */
export async function startPrinterEmulator({
  port = 0,
  second = 'waits',
  ...options
}: EmulatorOptions): Promise<Emulator> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const timers = new Set<NodeJS.Timeout>();
  const machine = new Machine({ ...options, after: (ms, run) => void timers.add(setTimeout(run, ms)) });
  const sockets = serve(server, machine, second);
  return {
    port: (server.address() as AddressInfo).port,
    machine,
    close: () =>
      new Promise((resolve) => {
        for (const timer of timers) clearTimeout(timer);
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Such printers serve one connection at a time. */
function serve(server: Server, machine: Machine, second: 'waits' | 'shut'): Set<Socket> {
  const sockets = new Set<Socket>();
  const waiting: Socket[] = [];
  let served: Socket | null = null;

  const serveNext = () => {
    served = waiting.shift() ?? null;
    if (!served) return;
    const socket = served;
    const incoming = machine.connect({
      say: (bytes) => void (socket.destroyed || socket.write(bytes)),
      pause: () => void socket.pause(),
      resume: () => void socket.resume(),
      drop: () => void socket.resetAndDestroy(),
    });
    socket.on('data', (bytes) => incoming.receive(bytes));
    socket.once('close', () => {
      incoming.gone();
      serveNext();
    });
  };
  server.on('connection', (socket) => {
    sockets.add(socket);
    // Whoever breaks the connection: `close` follows.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      sockets.delete(socket);
      const at = waiting.indexOf(socket);
      if (at >= 0) waiting.splice(at, 1);
    });
    if (machine.isDark || (served && second === 'shut')) {
      socket.resetAndDestroy();
      return;
    }
    waiting.push(socket);
    if (!served) serveNext();
  });
  return sockets;
}
