import { createRequire } from 'node:module';

/**
 * Vendure's OrderCalculator on an order already in memory: its own classes and default strategies, with the three services that would
 * ask a database replaced by what they would answer (one zone, no tax, no shipping), as in the package's own tests.
 */
const require = createRequire(import.meta.url);
const { Channel, Order, OrderCalculator, OrderLine, Promotion, TaxRate, Zone } = require('@vendure/core');
const { PromotionCondition, PromotionLineAction, PromotionOrderAction, RequestContext } = require('@vendure/core');
const { RequestContextCacheService } = require('@vendure/core');
const { defaultConfig } = require('@vendure/core/dist/config/default-config');

const description = [];
const percent = { type: 'float' };

const always = new PromotionCondition({ code: 'always', description, args: {}, check: () => true });
const categoryPercent = new PromotionLineAction({
  code: 'categoryPercent',
  description,
  args: { category: { type: 'string' }, percent },
  execute: (_, line, { category, percent: rate }) =>
    line.customFields.category === category ? (-line.proratedLinePrice * rate) / 100 : 0,
});
const orderPercent = new PromotionOrderAction({
  code: 'orderPercent',
  description,
  args: { percent },
  execute: (_, order, { percent: rate }) => (-order.subTotal * rate) / 100,
});

const zone = new Zone({ id: 'zone', name: 'Zone' });
const taxRate = new TaxRate({ id: 'none', name: 'None', value: 0, enabled: true, zone });
const channel = new Channel({ id: 'bench', defaultTaxZone: zone, pricesIncludeTax: false });

/** `run` computes the whole order anew; `discountMinor` is what it came to. */
export function openOrder(promotions, lines) {
  const calculator = new OrderCalculator(
    defaultConfig,
    { getAllWithMembers: async () => [zone] },
    { getApplicableTaxRate: async () => taxRate },
    undefined,
    undefined,
    new RequestContextCacheService(),
  );
  const ctx = new RequestContext({ apiType: 'shop', channel, authorizedAsOwnerOnly: false, isAuthorized: true });
  const made = promotions.map(toPromotion);
  const order = new Order({ lines: lines.map(toLine), couponCodes: [], shippingLines: [], surcharges: [] });
  return {
    run: () => calculator.applyPriceAdjustments(ctx, order, made),
    discountMinor: () => -order.discounts.reduce((sum, { amount }) => sum + amount, 0),
  };
}

function toPromotion({ id, category, percent: rate }) {
  const rateArg = { name: 'percent', value: String(rate) };
  const action = category
    ? { code: categoryPercent.code, args: [{ name: 'category', value: category }, rateArg] }
    : { code: orderPercent.code, args: [rateArg] };
  return new Promotion({
    id,
    name: id,
    conditions: [{ code: always.code, args: [] }],
    promotionConditions: [always],
    actions: [action],
    promotionActions: [categoryPercent, orderPercent],
  });
}

function toLine({ id, quantity, unitPriceMinor, category }) {
  return new OrderLine({
    id,
    quantity,
    orderPlacedQuantity: 0,
    listPrice: unitPriceMinor,
    listPriceIncludesTax: false,
    taxLines: [],
    adjustments: [],
    customFields: { category },
  });
}
