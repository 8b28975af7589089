import type { Request } from '../../shared/protocol/page.ts';

/** What a connection tells. After `closed` it tells nothing more. */
export type Listener = { opened: () => void; message: (data: unknown) => void; closed: () => void };
export type Connection = { send: (request: Request) => void; close: () => void };
/** A way to the till: each call is one new attempt. */
export type Transport = (listener: Listener) => Connection;

type SocketLike = {
  send(data: string): void;
  close(): void;
  addEventListener(type: 'open' | 'close', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
};

/** One WebSocket per attempt. */
export function socketTransport(open: () => SocketLike): Transport {
  return ({ opened, message, closed }) => {
    const socket = open();
    socket.addEventListener('open', opened);
    socket.addEventListener('close', closed);
    socket.addEventListener('message', ({ data }) => message(JSON.parse(String(data))));
    return { send: (request) => socket.send(JSON.stringify(request)), close: () => socket.close() };
  };
}

export type PortLike = {
  postMessage(data: unknown): void;
  close(): void;
  start(): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
};

/** A MessagePort handed over by the preload script; `request` asks for one. */
export function portTransport(request: () => Promise<PortLike>): Transport {
  return ({ opened, message, closed }) => {
    const pending = request().then((port) => {
      port.addEventListener('message', ({ data }) => message(data));
      port.addEventListener('close', closed);
      port.start();
      opened();
      return port;
    });
    pending.catch(closed);
    const withPort = (use: (port: PortLike) => void) => void pending.then(use, closed);
    return {
      send: (data) => withPort((port) => port.postMessage(data)),
      close: () => withPort((port) => port.close()),
    };
  };
}
