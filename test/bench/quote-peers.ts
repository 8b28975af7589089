import type { Facts } from '../../shared/loyalty/facts.ts';
import type { Programme, Promotion } from '../../shared/loyalty/programme/schema.ts';

/** A receipt and a programme as a peer knows them: `run` computes all of it anew, `discountMinor` tells what the last run came to. */
export type OpenQuote = { run(): unknown; discountMinor(): number };
export type QuotePeer = {
  readonly name: string;
  open({ promotions }: Programme, { lines }: Facts): Promise<OpenQuote>;
};

type Medusa = {
  computeActions(promotions: unknown[], context: { items: unknown[] }): { amount: { valueOf(): number } }[];
};

/** Its compute-actions, made of its own functions. */
export const medusa: QuotePeer = {
  name: 'medusa',
  async open({ promotions }, { lines }) {
    const { computeActions } = await load<Medusa>(new URL('./peers/medusa.js', import.meta.url));
    const items = lines.map(({ id, unitPriceMinor, quantity, categories }) => {
      const subtotal = (unitPriceMinor * quantity) / 1000 / 100;
      return { id, quantity: quantity / 1000, subtotal, original_total: subtotal, category: categories?.[0] ?? '' };
    });
    const made = promotions.map(medusaPromotion);
    let actions: ReturnType<Medusa['computeActions']> = [];
    return {
      run: () => (actions = computeActions(made, { items })),
      discountMinor: () => actions.reduce((sum, { amount }) => sum + Number(amount) * 100, 0),
    };
  },
};

function medusaPromotion(promotion: Promotion): unknown {
  const { category, percent } = percentOf(promotion);
  return {
    code: promotion.id,
    rules: [],
    application_method: {
      type: 'percentage',
      target_type: category === null ? 'order' : 'items',
      allocation: category === null ? 'across' : 'each',
      max_quantity: 1000,
      value: percent,
      target_rules:
        category === null ? [] : [{ attribute: 'items.category', operator: 'in', values: [{ value: category }] }],
    },
  };
}

type Vendure = {
  openOrder(promotions: unknown[], lines: unknown[]): { run(): Promise<void>; discountMinor(): number };
};

/** Its OrderCalculator. */
export const vendure: QuotePeer = {
  name: 'vendure',
  async open({ promotions }, { lines }) {
    const { openOrder } = await load<Vendure>(new URL('./peers/vendure.js', import.meta.url));
    return openOrder(
      promotions.map((promotion) => ({ id: promotion.id, ...percentOf(promotion) })),
      lines.map(({ id, unitPriceMinor, quantity, categories }) => {
        return { id, unitPriceMinor, quantity: quantity / 1000, category: categories?.[0] ?? '' };
      }),
    );
  },
};

function percentOf({ when, give }: Promotion): { category: string | null; percent: number } {
  if (give.kind !== 'linePercent' && give.kind !== 'basketPercent') throw new Error(`no percentage: ${give.kind}`);
  return { category: when?.goods?.categories?.[0] ?? null, percent: give.rateBp / 100 };
}

async function load<Module>(peer: URL): Promise<Module> {
  return (await import(peer.href)) as Module;
}
