import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createPicturePrinter } from '../../drivers/printer/picture/printer.ts';
import { createSimulatedTerminal } from '../../drivers/terminal/simulated.ts';
import { openHub } from '../../hub/hub.ts';
import type { Hub } from '../../hub/hub.ts';
import { nodePorts as hubPorts } from '../../hub/ports.node.ts';
import { identityOf } from '../../main/identity/till-key.ts';
import { nodePorts } from '../../main/ports.node.ts';
import { openTill } from '../../main/till.ts';
import type { Till } from '../../main/till.ts';
import type { ReturnMoney, SaleMoney } from '../../shared/loyalty/outcome.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { EventRequest } from '../../shared/protocol/happening.ts';
import type { JournalRecord } from '../../shared/protocol/journal.ts';
import type { ReceiptDocument } from '../../shared/receipt/blocks.ts';
import { profileOf } from '../receipts/pictures.ts';
import { cashierOf, hostDiscount, linesBack } from './at-engine.ts';
import type { Example } from './example.ts';
import type { EventStep, ReturnStep, SaleStep, Step } from './format.ts';

/** What a step came to in the shop: the money part of its record, or what the hub answered to an event. */
export type Done = { receipt: string | null; till: string | null; money: Record<string, unknown> };

type World = {
  example: Example;
  folder: string;
  hub: Hub;
  hubUrl: string;
  clock: { nowMs(): number; set(nowMs: number): void };
  tills: Map<string, Till>;
  /** By till: the last position after which it asked for more of the feed. */
  asked: Map<string, number>;
  failures: unknown[];
};

/**
 * All steps of an example at real tills that talk to a real hub over HTTP: scanned, paid, committed, pushed, computed again, and the
 * members' accounts fed back before the next. The answer: what each came to, and the hub's summary at the end.
 */
export async function runAtTill(
  example: Example,
): Promise<{ done: Done[]; summary: Awaited<ReturnType<Hub['summary']>>; papers: ReceiptDocument[] }> {
  const world = await openWorld(example);
  try {
    const done: Done[] = [];
    for (const scenario of example.scenarios) {
      const first = done.length;
      for (const step of scenario.steps) {
        world.clock.set(Date.parse(step.at));
        done.push(await play(world, step, done.length, done[first + ('of' in step ? step.of : 1) - 1]));
        if (world.failures.length > 0) throw world.failures[0];
      }
    }
    const summary = await world.hub.summary();
    // A till holds its journal for itself alone.
    for (const till of world.tills.values()) await till.close();
    return { done, summary, papers: papersOf(world) };
  } finally {
    for (const till of world.tills.values()) await till.close();
    await world.hub.close();
    rmSync(world.folder, { recursive: true, force: true });
  }
}

async function openWorld(example: Example): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-scenario-'));
  let nowMs = Date.parse(example.scenarios[0]!.steps[0]!.at);
  const clock = { nowMs: () => nowMs, set: (to: number) => void (nowMs = Math.max(nowMs, to)) };
  const failures: unknown[] = [];
  const dataDir = join(folder, 'hub');
  const hub = await openHub({
    dataDir,
    ports: { ...hubPorts, clock },
    log: (line) => line.level === 'error' && failures.push(line.error),
  });
  const { url } = await hub.listen();
  await hub.importLines(example.lines.map((line) => JSON.stringify(line)));
  await hub.publish(example.programme, '2020-01-01T00:00:00+00:00');
  return { example, folder, hub, hubUrl: url, clock, tills: new Map(), asked: new Map(), failures };
}

async function tillAt(world: World, id: string): Promise<Till> {
  const known = world.tills.get(id);
  if (known) return known;
  const { folder, hubUrl, clock, failures, hub, example, asked } = world;
  const till = openTill(
    { till: id, dataDir: join(folder, id), hubUrl, priceOverride: 'anyone', phoneCountry: '7', labels: [] },
    { ...nodePorts, clock },
    {
      identity: identityOf(new Uint8Array(32).fill(world.tills.size + 1)),
      fetch: (url, init) => {
        const { pathname, searchParams } = new URL(url);
        if (pathname === '/v1/feed') asked.set(id, Number(searchParams.get('position')));
        return globalThis.fetch(url, init);
      },
      printer: createPicturePrinter(profileOf('epson-80'), () => undefined),
      devices: null,
      terminal: createSimulatedTerminal(() => Promise.resolve()),
      report: (error) => void failures.push(error),
    },
  );
  world.tills.set(id, till);
  const { code, fingerprint } = await hub.enrolmentCode(id);
  await till.sync!.enrol({ code, fingerprint });
  await settled(world);
  const { shop } = example.tills.find((each) => each.id === id)!;
  await till.handle('cashier.signIn', { cashier: cashierOf(example, example.shops.get(shop)!) });
  await till.handle('shift.open', { floatMinor: 0 });
  return till;
}

async function tellEvent(
  world: World,
  { event, at: moment, member, name, value }: EventStep,
  n: number,
): Promise<Done> {
  const { joinedBy: link, referrers } = world.example.members.get(member)!.account;
  const registering = event === 'registered' ? { link, referrer: referrers?.[0] } : {};
  const request = { id: `event-${n}`, kind: event, moment, member, name, value, ...registering };
  const reply = await world.hub.event(EventRequest.parse(JSON.parse(JSON.stringify(request))));
  await settled(world);
  return { receipt: null, till: null, money: reply };
}

async function play(world: World, step: Step, n: number, sold: Done | undefined): Promise<Done> {
  if ('event' in step) return tellEvent(world, step, n);
  // What comes back goes to the till that sold it.
  const id = 'sale' in step ? (step.till ?? world.example.tills[0]!.id) : sold!.till!;
  const till = await tillAt(world, id);
  const receipt = 'sale' in step ? await sell(world, till, step) : await takeBack(till, step, sold!);
  if (receipt === null) return { receipt, till: id, money: {} };
  await settled(world);
  return { receipt, till: id, money: moneyOf(world, receipt) };
}

async function sell(world: World, till: Till, step: SaleStep): Promise<string | null> {
  const member = step.member === undefined ? undefined : world.example.members.get(step.member)!;
  for (const [sku, quantity, priceMinor] of step.sale) {
    const price = priceMinor === undefined ? {} : { priceMinor };
    await till.handle('sale.add', { sku, quantity, ...price, ...hostDiscount(step, sku) });
  }
  if (member) {
    const byPhone = step.by === 'phone' || step.by === 'phoneCode';
    await till.handle('sale.identify', {
      by: byPhone ? 'phone' : 'card',
      value: byPhone ? member.phone! : member.cards[0]!,
      ...(step.by === 'phoneCode' ? { word: world.example.words.get(member.id)! } : {}),
    });
  }
  if (step.phone !== undefined) await till.handle('sale.identify', { by: 'phone', value: step.phone });
  for (const code of step.codes ?? []) await till.handle('sale.enterCode', { code });
  let { sale: view } = await till.handle('page.hello', {});
  if (step.gifts === 'all')
    for (const { entitlement } of view.gifts) view = await till.handle('sale.giveGift', { entitlement });
  for (const { wallet, points } of step.redeem ?? []) view = await till.handle('sale.redeem', { wallet, points });
  if (step.donation) view = await till.handle('sale.donate', { donation: step.donation });
  // Wishing for nothing waits for the rights that are asked for behind the commands before.
  if (member) view = await till.handle('sale.redeem', { wallet: 'none', points: 0 });
  if ('refused' in step.expect) return refusedSale(till);
  if (step.paidAt !== undefined) world.clock.set(Date.parse(step.paidAt));
  const { leftMinor } = view.totals;
  const paid =
    leftMinor > 0
      ? await till.handle('sale.payCash', { amountMinor: leftMinor })
      : await till.handle('sale.finish', {});
  return paid.done!.receipt;
}

/** Goods that may not be sold to this buyer keep the receipt from being paid. */
async function refusedSale(till: Till): Promise<null> {
  const paid = await till.handle('sale.payCash', { amountMinor: 1_000_000_00 }).catch((error: unknown) => error);
  if (!(paid instanceof KopilkaError) || paid.code !== 'sale.notForBuyer') throw new Error(`sold: ${String(paid)}`);
  await till.handle('sale.cancel', {});
  return null;
}

async function takeBack(till: Till, step: ReturnStep, sold: Done): Promise<string> {
  const lines = linesBack(step, sold.money as Pick<SaleMoney, 'lines'>);
  const { id } = await till.handle('return.commit', { receipt: sold.receipt!, lines });
  return id;
}

/** Everything pushed is fed back: what the next sale is computed from is what the hub holds. */
async function settled(world: World): Promise<void> {
  for (const [id, till] of world.tills) {
    const { shop } = world.example.tills.find((each) => each.id === id)!;
    for (let looks = 0; !hasAll(world, till, id, shop); looks += 1) {
      if (looks > 1000) throw new Error(`${id} did not catch up: ${JSON.stringify(till.sync!.status())}`);
      till.sync!.kick();
      await new Promise<void>((resolve) => void nodePorts.timers.after(10, resolve));
    }
  }
}

function hasAll({ folder, asked }: World, till: Till, id: string, shop: string): boolean {
  const { state, unpushed } = till.sync!.status();
  if (state !== 'online' || unpushed.count > 0) return false;
  const head = ask(join(folder, 'hub', 'hub.db'), 'select position from feed_head where shop = ?', shop);
  return asked.get(id) === head;
}

/** The money part of a receipt's record, as the hub keeps it. */
function moneyOf({ folder }: World, receipt: string): SaleMoney | ReturnMoney {
  const bytes = ask(join(folder, 'hub', 'hub.db'), 'select bytes from record where receipt = ?', receipt) as Uint8Array;
  const { body } = JSON.parse(new TextDecoder().decode(bytes)) as JournalRecord;
  if (body.kind !== 'sale' && body.kind !== 'return') throw new Error(`${receipt} is no receipt`);
  return body.money;
}

/** All that the tills had to print. */
function papersOf({ folder, tills }: World): ReceiptDocument[] {
  return [...tills.keys()].flatMap((id) => {
    const db = new Database(join(folder, id, 'journal.db'), { readonly: true });
    const texts = db.prepare<[], string>('select text from print_jobs where text is not null').pluck().all();
    db.close();
    return texts.map((text) => JSON.parse(text) as ReceiptDocument);
  });
}

function ask(file: string, query: string, value: string): unknown {
  const db = new Database(file, { readonly: true });
  const answer: unknown = db.prepare(query).pluck().get(value);
  db.close();
  return answer;
}
