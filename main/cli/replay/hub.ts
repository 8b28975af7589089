import { manualClock, nodePorts } from '../../../hub/ports.node.ts';
import { openHub } from '../../../hub/hub.ts';
import { replayFiles } from './files.ts';
import type { FromHub, ToHub } from './messages.ts';
import { memoryMb, peakMemoryMb } from './meters.ts';
import { serveParent } from './program.ts';

/** The replay's hub, a program of its own: `hub.ts DIR FIRST_MS`. Its port opens and closes as it is told; its clock is the data's. */
const [dir = '', firstMs = ''] = process.argv.slice(2);
const dayMs = 86_400_000;

serveParent(async (messages, tell: (message: FromHub) => void) => {
  const clock = manualClock(Number(firstMs));
  const hub = await openHub({ dataDir: replayFiles(dir).hubData, ports: { ...nodePorts, clock }, manualClock: clock });
  let listening: Awaited<ReturnType<typeof hub.listen>> | null = await hub.listen();
  const port = Number(new URL(listening.url).port);
  let day = Math.floor(Number(firstMs) / dayMs);
  tell({ kind: 'ready', url: listening.url, token: hub.adminToken });
  for await (const message of messages as AsyncIterable<ToHub>) {
    if (message.kind === 'end') break;
    clock.set(message.nowMs);
    if (Math.floor(message.nowMs / dayMs) !== day) {
      day = Math.floor(message.nowMs / dayMs);
      await hub.expire();
    }
    if (message.on && !listening) listening = await hub.listen({ port });
    if (!message.on) {
      await listening?.close();
      listening = null;
    }
    tell({ kind: 'listening', on: message.on, memoryMb: memoryMb() });
  }
  await hub.close();
  tell({ kind: 'ended', peakMemoryMb: peakMemoryMb() });
});
