import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import demo from '../../examples/demo-shop/programme.json' with { type: 'json' };
import { createSimulatedTerminal } from '../../drivers/terminal/simulated.ts';
import { openHub } from '../../hub/hub.ts';
import type { SimulatedTerminal } from '../../drivers/terminal/simulated.ts';
import type { Hub } from '../../hub/hub.ts';
import { nodePorts as hubPorts } from '../../hub/ports.node.ts';
import { cardNumber } from '../../main/demo/members.ts';
import { demoCashierId, demoShop, demoShopId, demoTillId } from '../../main/demo/shop.ts';
import { identityOf } from '../../main/identity/till-key.ts';
import { nodePorts } from '../../main/ports.node.ts';
import { openTill } from '../../main/till.ts';
import type { Till, TillDeps } from '../../main/till.ts';
import type { Offline } from '../../shared/loyalty/programme/offline.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Method, Params, Results, SaleView } from '../../shared/protocol/page.ts';

/**
 * The demo shop with several real tills at one real hub, each with a cable of its own to pull. Anna (card 1) has 1,240.00 points,
 * Vera (card 3) a coffee that waits for her.
 */
export const anna = { id: 'm-1', card: cardNumber(1), points: 1240_00 };
export const vera = { id: 'm-3', card: cardNumber(3), gift: 'vera-coffee' };
/** 249.00 each: half of it may be paid with points. */
const dear = 'g038';

export type TestPlace = Awaited<ReturnType<typeof openShop>>['tills'][number];
export type TestShop = Awaited<ReturnType<typeof openShop>>;

const waiting = { timeout: 20_000, interval: 5 };

/** `fiscal`: the register of them all. */
export async function openShop(count: number, offline?: Offline, fiscal: TillDeps['fiscal'] = null) {
  const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'kopilka-guarantees-'));
  const failures: unknown[] = [];
  const told = (error: unknown) => void failures.push(error);
  const hub = await openHub({
    dataDir: join(root, 'hub'),
    ports: hubPorts,
    log: (line) => line.level === 'error' && told(line.error),
  });
  const ids = Array.from({ length: count }, (_, index) => (index === 0 ? demoTillId : `till-${index + 1}`));
  const more = ids.slice(1).map((id) => ({ kind: 'till', doc: { id, shop: demoShopId, name: id } }));
  await hub.importLines([...demoShop(Date.now()), ...more].map((line) => JSON.stringify(line)));
  await hub.publish({ ...demo, ...(offline ? { offline } : {}) }, '2026-01-01T00:00:00+03:00');
  // One bank is behind them all.
  const terminal = createSimulatedTerminal(() => Promise.resolve());
  const common = { hub, fiscal, terminal, told };
  const tills = ids.map((id, index) => openPlace({ id, seed: index + 1, folder: join(root, id), ...common }));
  for (const place of tills) await place.begin();

  return {
    hub,
    tills,
    terminal,
    failures,
    /** Every till that has its cable is online, has pushed all, and has pulled since. */
    async settled(): Promise<void> {
      // What one till pushes the others hear of, and may answer: twice is enough for a recall and its return.
      for (let round = 0; round < 2; round += 1) for (const place of tills) await place.settled();
    },
    async close(): Promise<void> {
      for (const place of tills) await place.stop();
      await hub.close();
      rmSync(root, { recursive: true, force: true });
      expect(failures).toEqual([]);
    },
  };
}

type Setting = {
  id: string;
  seed: number;
  folder: string;
  hub: Hub;
  fiscal: TillDeps['fiscal'];
  terminal: SimulatedTerminal;
  told: (error: unknown) => void;
};

function openPlace(setting: Setting) {
  const { id, hub } = setting;
  let folder = setting.folder;
  let isCut = false;
  let till: Till | null = start();

  function start(): Till {
    const opened = openTill(
      { till: id, dataDir: folder, hubUrl: 'http://hub.test', priceOverride: 'anyone' },
      nodePorts,
      {
        identity: identityOf(new Uint8Array(32).fill(setting.seed)),
        fetch: async (url, init) => {
          if (isCut) throw new TypeError('the cable is out');
          return hub.app.fetch(new Request(url, init));
        },
        printer: null,
        devices: null,
        terminal: setting.terminal,
        fiscal: setting.fiscal,
        report: setting.told,
      },
    );
    return opened;
  }

  const up = (): Till => {
    if (!till) throw new Error(`${id} is off`);
    return till;
  };
  const call = <M extends Method>(method: M, params: Params<M>): Promise<Results[M]> => up().handle(method, params);

  async function settled(): Promise<void> {
    if (!till || isCut) return;
    const askedMs = Date.now();
    till.sync!.kick();
    await vi.waitFor(() => {
      const { state, unpushed, feedAgeMs } = up().sync!.status();
      expect({ state, unpushed: unpushed.count }).toEqual({ state: 'online', unpushed: 0 });
      expect(Date.now() - (feedAgeMs ?? Infinity)).toBeGreaterThanOrEqual(askedMs);
    }, waiting);
  }

  return {
    id,
    call,
    settled,
    get till(): Till {
      return up();
    },
    get folder() {
      return folder;
    },
    async begin(): Promise<void> {
      await up().sync!.enrol(await hub.enrolmentCode(id));
      await settled();
      await call('cashier.signIn', { cashier: demoCashierId });
      await call('shift.open', { floatMinor: 0 });
    },
    async enrolAgain(): Promise<void> {
      isCut = false;
      await up().sync!.enrol(await hub.enrolmentCode(id));
      await settled();
    },
    /** Pulls the cable; the till has noticed. */
    async cut(): Promise<void> {
      isCut = true;
      up().sync!.kick();
      await vi.waitFor(() => expect(up().sync!.status().state).toBe('offline'), waiting);
    },
    /** The cable is in again, and what comes of it is not waited for. */
    plug(): void {
      isCut = false;
      up().sync!.kick();
    },
    problem: () => up().sync!.status().problem?.code,
    async join(): Promise<void> {
      isCut = false;
      await settled();
    },
    async stop(): Promise<void> {
      await till?.close();
      till = null;
    },
    /** As after a power cut; `from`: on a copy of the data folder that was taken before. */
    async restart(from?: string): Promise<void> {
      await till?.close();
      if (from) folder = from;
      till = start();
      await call('cashier.signIn', { cashier: demoCashierId });
    },
    async copy(): Promise<string> {
      await till?.close();
      const to = `${folder}-copy`;
      cpSync(folder, to, { recursive: true });
      till = start();
      await call('cashier.signIn', { cashier: demoCashierId });
      return to;
    },
    /** A receipt of the member's, all points the till lets them spend on it; answers how many that were. */
    async redeemAll(card: string, goods = 1): Promise<number> {
      await call('sale.identify', { by: 'card', value: card });
      for (let good = 0; good < goods; good += 1) await call('sale.add', { sku: dear });
      const view = await call('sale.redeem', { wallet: 'bonus', points: 'all' });
      await pay(view);
      return view.redeem[0]!.points;
    },
    /** Points the till shows as the member's. */
    async spendable(card: string): Promise<number> {
      const { member } = await call('sale.identify', { by: 'card', value: card });
      await call('sale.cancel', {});
      return member!.wallets[0]!.spendable;
    },
    /** A receipt that rings the gift, if the till lets it. */
    async takeGift(card: string, entitlement: string): Promise<boolean> {
      await call('sale.identify', { by: 'card', value: card });
      await call('sale.add', { sku: dear });
      const { gifts } = (await call('page.hello', {})).sale;
      if (gifts.length === 0) {
        await pay((await call('page.hello', {})).sale);
        return false;
      }
      const view = await call('sale.giveGift', { entitlement });
      await pay(view);
      return view.gifts.some(({ given }) => given);
    },
    pay,
  };

  async function pay({ totals }: SaleView): Promise<SaleView> {
    if (totals.leftMinor === 0) return call('sale.finish', {});
    // What was set aside between the look and the payment may leave less to pay.
    return call('sale.payCash', { amountMinor: totals.leftMinor });
  }
}

/** Corrected moments of the latest records may be some milliseconds ahead of the hub's clock. */
const all = { to: '2100-01-01T00:00:00+00:00' };

/** What was booked of points nobody had: the sum of overdrafts. */
export async function lostPoints(hub: Hub): Promise<number> {
  const { wallets } = await hub.report(all);
  return wallets.reduce((sum, { lost }) => sum + lost, 0);
}

export async function redeemedPoints(hub: Hub): Promise<number> {
  const { wallets } = await hub.report(all);
  return wallets.reduce((sum, { redeemed, reinstated }) => sum + redeemed - reinstated, 0);
}

export function isRefusal(error: unknown): boolean {
  return error instanceof KopilkaError;
}
