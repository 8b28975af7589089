/** The part of a serial port that tells its modem lines; `get` fails where the port has none. */
export type ModemLines = {
  get(done: (error: Error | null, lines?: { dsr: boolean }) => void): void;
};

const lookMs = 250;

/**
 * A printer that is switched off drops DSR, and comes back knowing nothing of the job under way: what it was sent before is gone, and
 * what follows it would take, and even call processed. Where the line was up and falls, that is told, once. A cable without
 * the wire, and a port without modem lines, tell nothing.
 */
export function watchReady(port: ModemLines, onDown: () => void): () => void {
  let wasUp = false;
  let told = false;
  const look = () =>
    port.get((error, lines) => {
      if (told || error || !lines) return;
      if (wasUp && !lines.dsr) {
        told = true;
        onDown();
      }
      wasUp = lines.dsr;
    });
  look();
  const timer = setInterval(look, lookMs);
  return () => {
    told = true;
    clearInterval(timer);
  };
}
