import { manualClock, nodePorts } from '../../../hub/ports.node.ts';
import { openHub } from '../../../hub/hub.ts';
import type { Hub, Listening } from '../../../hub/hub.ts';
import { replayFiles } from './files.ts';
import type { FromHub, ToHub } from './messages.ts';
import { memoryMb, peakMemoryMb } from './meters.ts';
import { serveParent } from './program.ts';

/**
 * The replay's hub, a program of its own: `hub.ts DIR FIRST_MS TILLS [URL]`, on a file or a PostgreSQL database. It has a port for each
 * till, and they open and close as it is told; its clock is the data's.
 */
const [dir = '', firstMs = '', tills = '', database] = process.argv.slice(2);
const dayMs = 86_400_000;

serveParent(async (messages, tell: (message: FromHub) => void) => {
  const clock = manualClock(Number(firstMs));
  const hub = await openHub({
    dataDir: replayFiles(dir).hubData,
    ports: { ...nodePorts, clock },
    manualClock: clock,
    ...(database === undefined ? {} : { postgres: { url: database } }),
  });
  const ports = await Promise.all(Array.from({ length: Number(tills) }, () => openPort(hub)));
  let day = Math.floor(Number(firstMs) / dayMs);
  tell({ kind: 'ready', urls: ports.map((port) => port.url), token: hub.adminToken });
  for await (const message of messages as AsyncIterable<ToHub>) {
    if (message.kind === 'end') break;
    clock.set(message.nowMs);
    if (Math.floor(message.nowMs / dayMs) !== day) {
      day = Math.floor(message.nowMs / dayMs);
      await hub.expire();
    }
    await Promise.all(ports.map((port, nth) => port.turn(message.online[nth]!)));
    tell({ kind: 'listening', memoryMb: memoryMb() });
  }
  await hub.close();
  tell({ kind: 'ended', peakMemoryMb: peakMemoryMb() });
});

async function openPort(hub: Hub) {
  const { url, close } = await hub.listen();
  const port = Number(new URL(url).port);
  let listening: Pick<Listening, 'close'> | null = { close };
  return {
    url,
    async turn(on: boolean): Promise<void> {
      if (on) listening ??= await hub.listen({ port });
      else {
        await listening?.close();
        listening = null;
      }
    },
  };
}
