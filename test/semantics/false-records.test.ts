import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardNumber } from '../../main/demo/members.ts';
import type { Discrepancy, HubSummary } from '../../shared/protocol/hub.ts';
import type { JournalRecord, SaleBody } from '../../shared/protocol/journal.ts';
import type { ReceiptView } from '../../shared/protocol/page.ts';
import type { Counter } from '../crash/cashier.ts';
import type { LiveHub, LiveTill, World } from '../crash/world.ts';
import { forge, reckon, say, sayReturn } from './forge.ts';
import { barcode, discrepanciesOf, journalFile, openShop, payCash, scan, summaryOf } from './shop.ts';

/** A lie about one sale: who bought, what is said, and where the hub finds it. */
type Lie = {
  name: string;
  card?: string;
  redeem?: number;
  tell(body: SaleBody): void;
  kind: Discrepancy['kind'];
  path: string;
};

const lies: Lie[] = [
  {
    name: 'total',
    tell: (body) =>
      say(body, { ...body.money, totals: { ...body.money.totals, netMinor: body.money.totals.netMinor - 100 } }),
    kind: 'arithmetic',
    path: 'money.totals.netMinor',
  },
  {
    name: 'price',
    tell(body) {
      body.facts.lines[0]!.unitPriceMinor -= 1000;
      reckon(body);
    },
    kind: 'facts',
    path: 'facts.lines[0].unitPriceMinor',
  },
  {
    name: 'balance',
    card: cardNumber(1),
    tell(body) {
      body.facts.member!.lots[0]!.points += 500_00;
      reckon(body);
    },
    kind: 'facts',
    path: 'facts.member.lots[0].points',
  },
  {
    name: 'lot',
    card: cardNumber(2),
    tell(body) {
      const [lot] = body.facts.member!.lots;
      body.facts.member!.lots.push({ ...lot!, id: 'found' });
      reckon(body);
    },
    kind: 'facts',
    path: 'facts.member.lots[1]',
  },
  {
    name: 'lot that is spent in place of another',
    card: cardNumber(4),
    redeem: 30_00,
    tell(body) {
      const old = 'opening:gleb-old';
      const kept = 'opening:gleb-new';
      const movements = body.money.movements.map((movement) =>
        movement.kind === 'redeem' && movement.lot === old ? { ...movement, lot: kept } : movement,
      );
      say(body, { ...body.money, movements });
    },
    kind: 'arithmetic',
    path: 'money.movements[0].lot',
  },
  {
    name: 'tier',
    card: cardNumber(8),
    tell(body) {
      body.facts.member!.tier = 'gold';
      reckon(body);
    },
    kind: 'facts',
    path: 'facts.member.tier',
  },
  {
    name: 'tier reached',
    card: cardNumber(6),
    tell: (body) => say(body, { ...body.money, tier: { from: 'bronze', to: 'gold' } }),
    kind: 'arithmetic',
    path: 'money.tier',
  },
  {
    name: 'digest',
    tell: (body) => void (body.digest = 'a'.repeat(64)),
    kind: 'arithmetic',
    path: 'digest',
  },
];

let [world, hub, till]: [World?, LiveHub?, LiveTill?] = [];
/** Receipts by the lie about them; honest ones stand between. */
const told = new Map<string, Lie>();
const honest: string[] = [];
let returned = '';

beforeAll(async () => {
  ({ world, hub, till } = await openShop());
  const { counter } = world;
  const redeeming = lies.find(({ redeem }) => redeem !== undefined)!;
  await ring(counter, redeeming);
  await till.handle('demo.setNetwork', { on: false });
  told.set(await payCash(counter), redeeming);
  for (const lie of lies) {
    if (lie === redeeming) continue;
    await ring(counter, lie);
    told.set(await payCash(counter), lie);
    await scan(counter, barcode(41), barcode(9));
    honest.push(await payCash(counter));
  }
  const back = { receipt: honest[0]!, lines: [{ line: 'l1', quantity: 1000 }] };
  returned = (await till.handle('return.commit', back)).id;
  await till.close();
  forge(journalFile(world), tell);

  till = world.till();
  await till.opened;
  await till.caughtUp();
}, 60_000);
afterAll(() => world?.remove());

async function ring(counter: Counter, { card, redeem }: Lie): Promise<void> {
  await scan(counter, barcode(38), barcode(9), ...(card === undefined ? [] : [card]));
  if (redeem !== undefined) await counter.say('sale.redeem', { wallet: 'bonus', points: redeem });
}

function tell({ body }: JournalRecord): void {
  if (body.kind === 'sale') told.get(body.receipt)?.tell(body);
  if (body.kind !== 'return') return;
  const { totals } = body.money;
  sayReturn(body, { ...body.money, totals: { ...totals, refundMinor: totals.refundMinor + 100 } });
}

describe('a till that signs what is not true', () => {
  let found: Discrepancy[];
  let summary: HubSummary;
  beforeAll(async () => {
    found = await discrepanciesOf(world!);
    summary = await summaryOf(world!);
  });

  it.each(lies)('of its $name is found out once: $kind', ({ name, kind, path }) => {
    const receipt = [...told].find(([, lie]) => lie.name === name)![0];
    expect(found.filter((each) => each.receipt === receipt)).toEqual([
      expect.objectContaining({
        kind,
        state: 'open',
        differences: expect.arrayContaining([expect.objectContaining({ path })]) as unknown,
      }),
    ]);
  });

  it('of what it gave back is found out once: arithmetic', () => {
    expect(found.filter((each) => each.receipt === returned)).toMatchObject([{ kind: 'arithmetic' }]);
  });

  it('is believed in everything else, and booked as it said', () => {
    expect(found).toHaveLength(lies.length + 1);
    expect(summary).toMatchObject({
      sales: told.size + honest.length,
      returns: 1,
      verdicts: { equal: honest.length, different: lies.length + 1, pending: 0 },
      ledgerSum: 0,
    });
  });

  it('is told of each at the till', async () => {
    const { documents } = await till!.handle('collection.pull', { collection: 'receipts', checkpoint: 0, limit: 100 });
    const state = new Map((documents as ReceiptView[]).map((receipt) => [receipt.id, receipt.state]));
    for (const receipt of [...told.keys(), returned]) expect(state.get(receipt)).toBe('different');
    for (const receipt of honest) expect(state.get(receipt)).toBe('synced');
    await Promise.all([till!.close(), hub!.close()]);
  });
});
