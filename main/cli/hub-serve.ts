import { once } from 'node:events';
import { openHub } from '../../hub/hub.ts';
import type { HubConfig } from '../../hub/hub.ts';
import { ingestPoints } from '../../hub/ports.ts';
import type { CrashPoint, LogLine } from '../../hub/ports.ts';
import { manualClock, nodePorts } from '../../hub/ports.node.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Terminal } from './command.ts';

export type ServeOptions = {
  data: string;
  /** URL of its PostgreSQL database; undefined: a file in the folder. */
  store: string | undefined;
  host: string;
  port: number;
  plainHttp: boolean;
  /** PEM. */
  tls: { cert: string; key: string } | null;
  manualClock: boolean;
  retention: NonNullable<HubConfig['retention']>;
};

/** Runs a hub until it is told to stop. The URL goes to stdout, everything else to stderr. */
export async function serveHub(options: ServeOptions, terminal: Terminal): Promise<number> {
  const { data, host, port } = options;
  if (!options.tls && !options.plainHttp && !isLoopback(host)) throw new KopilkaError('hub.plainHttp', { host });
  const clock = options.manualClock ? manualClock() : undefined;
  const crashPoint = killAt(process.env['KOPILKA_KILL_AT']);
  const hub = await openHub({
    dataDir: data,
    ...(options.store === undefined ? {} : { postgres: { url: options.store } }),
    ports: clock ? { ...nodePorts, clock } : nodePorts,
    ...(clock ? { manualClock: clock } : {}),
    retention: options.retention,
    ...(crashPoint ? { crashPoint } : {}),
    log: (line) => terminal.tell(logText(line)),
  });
  const { url } = await hub.listen({ host, port, ...(options.tls ? { tls: options.tls } : {}) });
  // For commands on the folder, on this machine alone.
  if (options.tls) await hub.listen();
  terminal.say(url);
  const labels = terminal.locale === 'ru' ? ['папка', 'отпечаток ключа'] : ['folder', 'key fingerprint'];
  terminal.tell(`${labels[0]}: ${data}; ${labels[1]}: ${hub.fingerprint}`);
  if (!terminal.stop.aborted) await once(terminal.stop, 'abort');
  await hub.close();
  return 0;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function logText({ level, event, ...told }: LogLine): string {
  const at = new Date(nodePorts.clock.nowMs()).toISOString();
  if (!('error' in told)) return JSON.stringify({ at, level, event, ...told });
  const { error, ...rest } = told;
  const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return JSON.stringify({ at, level, event, ...rest, problem });
}

/** `ingest.posted:3` ends the process without a word at the third time that point is passed: for the kill test. */
function killAt(wanted: string | undefined): CrashPoint | undefined {
  if (wanted === undefined) return undefined;
  const [name = '', times = '1'] = wanted.split(':');
  if (!ingestPoints.some((point) => point === name)) {
    throw new KopilkaError('usage.value', { option: 'KOPILKA_KILL_AT', wanted: ingestPoints.join(', '), value: name });
  }
  let left = Number(times);
  return (point) => {
    if (point === name && (left -= 1) === 0) process.kill(process.pid, 'SIGKILL');
  };
}
