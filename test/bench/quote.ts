import { newestEngine } from '../../engines/index.ts';
import type { Facts } from '../../shared/loyalty/facts.ts';
import type { Programme, Promotion } from '../../shared/loyalty/programme/schema.ts';
import { median, percentile, timeRow } from './row.ts';
import type { Bench, Row } from './row.ts';

/** Our evaluate against Medusa's compute-actions: the same lines, the same percentages on the same categories. */

type MedusaPromotion = {
  code: string;
  rules: [];
  application_method: {
    type: 'percentage';
    target_type: 'items' | 'order';
    allocation: 'each' | 'across';
    max_quantity: number;
    value: number;
    target_rules: { attribute: string; operator: 'in'; values: { value: string }[] }[];
  };
};
type MedusaItem = { id: string; quantity: number; subtotal: number; original_total: number; category: string };
type Peer = {
  computeActions(promotions: MedusaPromotion[], context: { items: MedusaItem[] }): { amount: { valueOf(): number } }[];
};

const categories = 10;
const rateOf = (promotion: number) => 100 + (promotion % 7) * 50;

function ourProgramme(promotions: number): Programme {
  const line = (index: number): Promotion => ({
    id: `line-${index}`,
    name: { ru: `Скидка ${index}`, en: `Discount ${index}` },
    when: { goods: { categories: [`c${index % categories}`] } },
    give: { kind: 'linePercent', rateBp: rateOf(index) },
  });
  const basket: Promotion = {
    id: 'basket',
    name: { ru: 'Чек', en: 'Basket' },
    give: { kind: 'basketPercent', rateBp: 300 },
  };
  return {
    id: 'bench',
    version: 1,
    name: { ru: 'Замер', en: 'Bench' },
    currency: 'EUR',
    wallets: [],
    promotions: [...Array.from({ length: promotions - 1 }, (_, index) => line(index)), basket],
  };
}

function ourFacts(lines: number): Facts {
  return {
    receipt: 'bench',
    moment: '2026-01-15T12:00:00+00:00',
    lines: Array.from({ length: lines }, (_, index) => ({
      id: `l${index}`,
      sku: `s${index}`,
      quantity: 1000 * (1 + (index % 3)),
      unitPriceMinor: 199 + 37 * index,
      categories: [`c${index % categories}`],
    })),
    shop: { id: 'bench', zone: { name: 'UTC', offsets: [{ from: '2020-01-01T00:00:00Z', offsetMinutes: 0 }] } },
    channel: 'shop',
    till: 'bench',
    cashier: null,
    member: null,
  };
}

function peerInput(lines: number, promotions: number): { promotions: MedusaPromotion[]; items: MedusaItem[] } {
  const items = ourFacts(lines).lines.map((line) => {
    const subtotal = (line.unitPriceMinor * line.quantity) / 1000 / 100;
    const category = line.categories?.[0] ?? '';
    return { id: line.id, quantity: line.quantity / 1000, subtotal, original_total: subtotal, category };
  });
  const made = ourProgramme(promotions).promotions.map((promotion): MedusaPromotion => {
    const category = promotion.when?.goods?.categories?.[0];
    const value =
      promotion.give.kind === 'linePercent' || promotion.give.kind === 'basketPercent'
        ? promotion.give.rateBp / 100
        : 0;
    const targets = category
      ? [{ attribute: 'items.category', operator: 'in' as const, values: [{ value: category }] }]
      : [];
    return {
      code: promotion.id,
      rules: [],
      application_method: {
        type: 'percentage',
        target_type: category ? 'items' : 'order',
        allocation: category ? 'each' : 'across',
        max_quantity: 1000,
        value,
        target_rules: targets,
      },
    };
  });
  return { promotions: made, items };
}

async function loadPeer(): Promise<Peer> {
  return (await import(new URL('./peers/medusa.js', import.meta.url).href)) as Peer;
}

function time(rounds: number, run: () => void): number[] {
  for (let warm = 0; warm < rounds / 5; warm += 1) run();
  return Array.from({ length: rounds }, () => {
    const started = performance.now();
    run();
    return performance.now() - started;
  });
}

/** The two must have done the same work: their discounts agree to a cent per promotion (Medusa keeps fractions). */
function assertSameDiscount(ours: number, theirs: number, promotions: number): void {
  if (Math.abs(ours - theirs * 100) > promotions)
    throw new Error(`not the same rules: ${ours} against ${theirs * 100}`);
}

async function compare(lines: number, promotions: number, rounds: number, goal: number): Promise<Row[]> {
  const engine = newestEngine();
  const compiled = engine.compile(ourProgramme(promotions));
  const facts = ourFacts(lines);
  const peer = await loadPeer();
  const input = peerInput(lines, promotions);
  const theirSum = peer
    .computeActions(input.promotions, { items: input.items })
    .reduce((acc, action) => acc + Number(action.amount), 0);
  assertSameDiscount(engine.evaluate(compiled, facts).totals.discountMinor, theirSum, promotions);
  const theirs = time(Math.max(20, rounds / 50), () => peer.computeActions(input.promotions, { items: input.items }));
  const ours = time(rounds, () => engine.evaluate(compiled, facts));
  const name = `quote-${lines}x${promotions}`;
  return [
    timeRow(name, median(ours), 'medusa', median(theirs), 'ms', goal),
    timeRow(`${name}-p99`, percentile(ours, 99), 'medusa', percentile(theirs, 99), 'ms', goal / 10),
  ];
}

export const quoteBench: Bench = {
  name: 'quote',
  run: async () => [...(await compare(10, 5, 10_000, 10)), ...(await compare(50, 20, 5_000, 100))],
};
