import { newestEngine } from '../../engines/index.ts';
import { checkRequest } from '../../main/quote/request.ts';
import { runQuote } from '../../main/quote/run.ts';
import type { Quoted } from '../../main/quote/run.ts';
import { shopFacts } from '../../main/sale/facts.ts';
import { memberFacts } from '../../shared/loyalty/account.ts';
import type { Account } from '../../shared/loyalty/account.ts';
import type { Identification } from '../../shared/loyalty/basics.ts';
import type { ReturnedLine } from '../../shared/loyalty/engine.ts';
import type { FactLine, GiftGood } from '../../shared/loyalty/facts.ts';
import type { SaleMoney } from '../../shared/loyalty/outcome.ts';
import type { Good, Shop } from '../../shared/protocol/feed.ts';
import type { Example } from './example.ts';
import type { ReturnStep, SaleStep, Step } from './format.ts';

/** What happened so far, as the last answer of `kopilka quote` tells it. */
type World = { example: Example; request: Told[]; answered: Quoted[]; first: number };
type Told = { kind: string; [key: string]: unknown };

/**
 * All steps of an example through `kopilka quote`, as one list that grows by a step at a time: what each comes to, in order. Throws
 * on a request that is not of the form.
 */
export function runAtEngine(example: Example): unknown[] {
  const world: World = { example, request: [], answered: [], first: 0 };
  for (const scenario of example.scenarios) {
    world.first = world.request.length;
    for (const step of scenario.steps) {
      if (isOfHubOnly(step)) continue;
      const told = tell(world, step);
      world.request.push(world.request.length === 0 ? { ...told, programme: example.programme } : told);
      world.answered = answer(world);
    }
  }
  return world.answered.map(({ outcome }) => outcome);
}

export function isOfHubOnly(step: Step): boolean {
  return 'sale' in step && step.hubOnly === true;
}

function answer({ example, request }: World): Quoted[] {
  const checked = checkRequest(request, newestEngine().semantics);
  if (!checked.ok) throw new Error(`${example.name}, step ${request.length}: ${JSON.stringify(checked.findings)}`);
  return runQuote(checked.steps, newestEngine());
}

function tell(world: World, step: Step): Told {
  const { example, request, first } = world;
  const number = request.length + 1;
  const sold = 'of' in step ? world.answered[first + step.of - 1] : undefined;
  const till = sold?.kind === 'sale' ? sold.facts.till : ('till' in step && step.till) || example.tills[0]!.id;
  const shop = shopOf(example, till);
  const place = { receipt: `r${number}`, moment: step.at, till, cashier: cashierOf(example, shop) };
  if ('sale' in step) {
    const member = memberOf(world, step.member, step.by);
    return { kind: 'sale', facts: { ...place, ...saleFacts(world, step, shop), member } };
  }
  if ('return' in step) {
    if (sold?.kind !== 'sale') throw new Error(`${example.name}, step ${number}: step ${step.of} is no sale`);
    const facts = { ...place, shop: shopFacts(shop, step.at), member: memberOf(world, sold.facts.member?.id) };
    return { kind: 'return', sale: { step: first + step.of }, lines: linesBack(step, sold.outcome), facts };
  }
  const { event: kind, name, value, at: moment } = step;
  const told = { id: `e${number}`, moment, kind, shop: shopFacts(shop, moment), goods: goodsOf(example, shop) };
  const more = { ...(name === undefined ? {} : { name }), ...(value === undefined ? {} : { value }) };
  return { kind: 'event', event: { ...told, ...more, member: memberOf(world, step.member) } };
}

function memberOf({ example, answered }: World, id: string | undefined, by: Identification = 'card') {
  if (id === undefined) return null;
  if (accountIn(answered, id)) return { id, identification: by };
  return memberFacts(example.members.get(id)!.account, by);
}

/** The account after the last step that spoke of the member. */
function accountIn(answered: readonly Quoted[], member: string): Account | undefined {
  return answered.findLast(({ account }) => account?.member === member)?.account;
}

/** Units of the sale's lines, gifts apart from what was paid, in their order. */
export function linesBack({ return: back }: ReturnStep, { lines }: Pick<SaleMoney, 'lines'>): ReturnedLine[] {
  return back.flatMap(([sku, quantity]) => {
    let left = quantity;
    return lines
      .filter((line) => line.sku === sku)
      .flatMap((line) => {
        const taken = Math.min(left, line.quantity);
        left -= taken;
        return taken > 0 ? [{ line: line.id, quantity: taken }] : [];
      });
  });
}

function saleFacts({ example, answered }: World, step: SaleStep, shop: Shop) {
  const { codes, redeem, donation, phone, gifts, member } = step;
  const lists = [...example.lists]
    .filter(([, numbers]) => phone !== undefined && numbers.includes(phone))
    .map(([id]) => id);
  const account =
    member === undefined ? undefined : (accountIn(answered, member) ?? example.members.get(member)!.account);
  const waiting = account?.entitlements.filter(({ gift }) => gift !== undefined) ?? [];
  return {
    lines: step.sale.map((line, index) => ({
      ...factLine(example, shop, line, `l${index + 1}`),
      ...hostDiscount(step, line[0]),
    })),
    ...(codes ? { codes } : {}),
    ...(gifts ? { gifts: waiting.map(({ id }) => id) } : {}),
    ...(redeem ? { redeem } : {}),
    ...(donation ? { donation } : {}),
    ...(lists.length > 0 ? { lists } : {}),
    goods: goodsOf(example, shop),
    shop: shopFacts(shop, step.at),
    channel: 'shop',
  };
}

/** Where another till rings through this one, it may take something off by itself. */
export function hostDiscount({ hostDiscounts = {} }: SaleStep, sku: string): { hostDiscountMinor?: number } {
  const hostDiscountMinor = hostDiscounts[sku];
  return hostDiscountMinor === undefined ? {} : { hostDiscountMinor };
}

function factLine(example: Example, shop: Shop, line: SaleStep['sale'][number], id: string): FactLine {
  const [sku, quantity, priceMinor] = line;
  return {
    ...giftGood(example, shop, sku),
    id,
    quantity,
    ...(priceMinor === undefined ? {} : { priceOverrideMinor: priceMinor }),
  };
}

function goodsOf(example: Example, shop: Shop): GiftGood[] {
  return [...example.goods.keys()].map((sku) => giftGood(example, shop, sku));
}

function giftGood(example: Example, shop: Shop, sku: string): GiftGood {
  const { name: _, barcodes: __, ...good }: Good = example.goods.get(sku)!;
  return { ...good, unitPriceMinor: example.prices.get(`${shop.id}/${sku}`)! };
}

/** Who works there. */
export function cashierOf({ lines }: Example, { id }: Shop): string {
  return String(lines.find(({ kind, doc }) => kind === 'cashier' && doc['shop'] === id)!.doc['id']);
}

function shopOf(example: Example, id: string): Shop {
  return example.shops.get(example.tills.find((till) => till.id === id)!.shop)!;
}
