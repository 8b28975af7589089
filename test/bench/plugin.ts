import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { cardNumber } from '../../main/demo/members.ts';
import { demoGoods } from '../../main/demo/goods.ts';
import type { Quote } from '../../shared/protocol/plugin-answers.ts';
import { pluginCalls } from '../../shared/protocol/plugin-api.ts';
import type { PluginCall } from '../../shared/protocol/plugin-api.ts';
import { percentile, timeRow } from './row.ts';
import type { Bench, Row } from './row.ts';

/**
 * Eight hosts ask through a connection each, ten thousand calls a minute for five minutes: seven quotes to a card looked up, a basket
 * and its sale. Till and hub are a process each, as in a shop; who asks shares the machine with them, and so asks as cheaply as HTTP
 * can be asked: what a host makes of an answer is its own time.
 */
const [connections, callsAMinute, minutes] = [8, 10_000, 5];
const goods = demoGoods.filter(({ good }) => !good.byWeight).slice(0, 20);
const members = 8;

export const pluginBench: Bench = {
  name: 'plugin',
  async run(): Promise<Row[]> {
    const folder = mkdtempSync(join(tmpdir(), 'kopilka-plugin-'));
    const hub = program('plugin-hub.ts', join(folder, 'hub'));
    let till: Program | undefined;
    try {
      till = program('plugin-till.ts', join(folder, 'till'), await hub.line());
      const { url, token } = JSON.parse(await till.line()) as { url: string; token: string };
      const memoryMb = async () => {
        till!.child.stdin.write('\n');
        return (JSON.parse(await till!.line()) as { megabytes: number }).megabytes;
      };
      const quoteMs: number[] = [];
      const hosts = Array.from({ length: connections }, (_, nth) => ask(asking({ url, token }), nth, quoteMs));
      await sleep(60_000);
      const settledMb = await memoryMb();
      const calls = (await Promise.all(hosts)).reduce((sum, each) => sum + each, 0);
      const endMb = await memoryMb();
      for (const { child } of [till, hub]) {
        child.stdin.end();
        await once(child, 'exit');
      }
      console.error(
        `plugin: ${calls} calls, none failed; a quote took ${percentile(quoteMs, 50).toFixed(2)} ms (median)`,
      );
      return [
        timeRow('plugin-quote-p99', percentile(quoteMs, 99), 'its budget', 5, 'ms', 1),
        timeRow('plugin-memory', endMb, 'after a minute', settledMb, 'MB', 0.8),
      ];
    } finally {
      for (const each of [till, hub]) each?.child.kill();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

type Program = { child: ChildProcessByStdio<Writable, Readable, null>; line(): Promise<string> };

function program(name: string, ...given: string[]): Program {
  const path = new URL(`./programs/${name}`, import.meta.url).pathname;
  const child = spawn(process.execPath, ['--expose-gc', path, ...given], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, line: async () => (await lines.next()).value as string };
}

/** One connection's calls at their pace; answers how many. Throws what any of them failed of. */
async function ask(call: Call, nth: number, quoteMs: number[]): Promise<number> {
  const periodMs = (60_000 * connections) / callsAMinute;
  const wanted = (callsAMinute * minutes) / connections;
  const startedMs = performance.now() + (periodMs * nth) / connections;
  for (let done = 0; done < wanted; done += 1) {
    await sleep(Math.max(0, startedMs + done * periodMs - performance.now()));
    const member = { card: cardNumber(1 + ((done + nth) % members)) };
    const basket = { lines: linesOf(done + nth), member };
    // Eight tills do not all sell in the same moment.
    const kind = (done + nth) % 10;
    if (kind < 7) {
      const beganMs = performance.now();
      await call('quote', { body: basket });
      quoteMs.push(performance.now() - beganMs);
    } else if (kind === 7) await call('identify', { body: member });
    else if (kind === 8) await call('putBasket', { id: `b-${nth}-${done}`, body: { lines: basket.lines } });
    else {
      const id = `b-${nth}-${done - 1}`;
      const { totals } = JSON.parse(await call('getBasket', { id })) as Quote;
      const payments = [{ kind: 'cash' as const, amountMinor: totals.dueMinor }];
      await call('commit', { body: { receipt: `r-${nth}-${done}`, basket: id, payments } });
    }
  }
  return wanted;
}

type Call = (name: PluginCall, asked: { id?: string; body?: unknown }) => Promise<string>;

/** Calls of one host, on a connection that is kept: the text of the answer. Throws whatever is not one. */
function asking({ url, token }: { url: string; token: string }): Call {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return async (name, { id = '', body }) => {
    const { method, path } = pluginCalls[name];
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const asked = request(url + path.replace(/\{\w+\}/, id), { agent, method, headers });
    asked.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const answer = await text(response);
    if (response.statusCode !== 200) throw new Error(answer);
    return answer;
  };
}

/** One to twelve goods. */
function linesOf(seed: number) {
  return Array.from({ length: 1 + (seed % 12) }, (_, index) => {
    const { good, priceMinor } = goods[(seed * 7 + index) % goods.length]!;
    return { id: `l${index}`, sku: good.sku, quantity: 1000, priceMinor };
  });
}
