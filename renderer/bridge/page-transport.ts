import { portTransport, socketTransport } from './transport.ts';
import type { PortLike, Transport } from './transport.ts';

declare global {
  interface Window {
    /** Set by the preload script of the desktop app: asks for the port to the till. */
    kopilka?: { requestPort: () => void };
  }
}

/** Electron hands a port over as a message to this window, from this window. */
function requestPort(): Promise<PortLike> {
  return new Promise((resolve) => {
    const take = (event: MessageEvent) => {
      const [port] = event.ports;
      if (event.source !== window || event.data !== 'kopilka:port' || !port) return;
      window.removeEventListener('message', take);
      resolve(port);
    };
    window.addEventListener('message', take);
    window.kopilka?.requestPort();
  });
}

/** Of this window to the till; in a browser by the till's `path`, while the desktop app knows which window asks. */
export function pageTransport(path: '/page' | '/customer'): Transport {
  if (window.kopilka) return portTransport(requestPort);
  return socketTransport(() => new WebSocket(`ws://${location.host}${path}`));
}
