import { accountOf, memberFacts } from '../../../shared/loyalty/account.ts';
import type { Account } from '../../../shared/loyalty/account.ts';
import type { Compiled, NamedEngine, ReturnedLine } from '../../../shared/loyalty/engine.ts';
import type { Facts, GiftGood, MemberFacts } from '../../../shared/loyalty/facts.ts';
import { applyEvent } from '../../../shared/loyalty/fold.ts';
import type { AccountEvent } from '../../../shared/loyalty/fold.ts';
import { countedPromotions, goodsOfSale } from '../../../shared/loyalty/named.ts';
import { returnMoney, saleMoney } from '../../../shared/loyalty/outcome.ts';
import type { ReturnMoney, SaleMoney } from '../../../shared/loyalty/outcome.ts';
import type { Programme } from '../../../shared/loyalty/programme/schema.ts';
import type { Usage } from '../../../shared/protocol/feed.ts';
import { isWholeReturn } from '../../../shared/protocol/events.ts';
import { usageFacts } from '../../../shared/protocol/usage.ts';
import type { PastReceipts, PastReturn, PastSale } from './past.ts';

type Kept = { facts: Facts; money: SaleMoney; returned: ReturnedLine[] };

/**
 * A draft as if it had been in force: every receipt is computed with what the earlier ones did to its member under the draft. A
 * member begins as their first receipt tells of them. Events that are no purchases do not happen here.
 */
export class Draft {
  readonly #programme: Programme;
  readonly #engine: NamedEngine;
  readonly #compiled: Compiled;
  readonly #past: PastReceipts;
  readonly #accounts = new Map<string, Account>();
  readonly #usage = new Map<string, Usage>();
  readonly #sales = new Map<string, Kept>();
  readonly #goods = new Map<string, GiftGood[]>();

  constructor(programme: Programme, engine: NamedEngine, past: PastReceipts) {
    this.#programme = programme;
    this.#engine = engine;
    this.#compiled = engine.compile(programme);
    this.#past = past;
  }

  async sell({ facts: said, was }: PastSale): Promise<SaleMoney> {
    const facts = await this.#facts(said, was === null);
    const money = saleMoney(this.#engine.evaluate(this.#compiled, facts));
    const { receipt, moment } = facts;
    if (facts.member) this.#change(facts.member.id, { kind: 'sale', receipt, moment, money, leasesClosed: [] });
    for (const share of money.shares ?? []) this.#change(share.member, { kind: 'shared', receipt, share });
    for (const { promotion, given } of money.given ?? []) this.#use(promotion, 1, given);
    if (this.#past.returned.has(receipt)) this.#sales.set(receipt, { facts, money, returned: [] });
    return money;
  }

  /** Null where the sale was before the first receipt looked at, or nothing of it is left. */
  giveBack({ receipt, ofReceipt, moment, goods }: PastReturn): { money: ReturnMoney; sale: SaleMoney } | null {
    const sale = this.#sales.get(ofReceipt);
    if (!sale) return null;
    const lines = linesOf(sale, goods);
    if (lines.length === 0) return null;
    const { shop, till, cashier } = sale.facts;
    const member = sale.facts.member && this.#memberNow(sale.facts.member);
    const { returned } = sale;
    const input = {
      sale: { facts: sale.facts, outcome: sale.money },
      returned,
      lines,
      facts: { receipt, moment, shop, till, cashier, member },
    };
    const money = returnMoney(this.#engine.reverse(this.#compiled, input));
    const whole = isWholeReturn(sale.money.lines, returned, lines);
    if (member) this.#change(member.id, { kind: 'return', ofReceipt, money, whole });
    for (const share of money.shares ?? []) this.#change(share.member, { kind: 'unshared', ofReceipt, share });
    for (const { promotion, given } of money.unused ?? []) this.#use(promotion, -1, -given);
    sale.returned = [...returned, ...lines];
    return { money, sale: sale.money };
  }

  async #facts(said: Facts, redeemsAll: boolean): Promise<Facts> {
    const { basis: _, spending: __, goods: ___, promotions: ____, member: known, redeem, ...rest } = said;
    const member = known && this.#memberNow(known);
    const goods = await this.#goodsAt(said.shop.id);
    const counted = countedPromotions(this.#programme);
    const promotions = usageFacts(counted, () => undefined, this.#usage);
    const wishes = redeemsAll && member ? this.#wishes(member) : redeem?.filter(({ wallet }) => this.#has(wallet));
    return {
      ...rest,
      member,
      ...(goods.length > 0 ? { goods } : {}),
      ...(promotions.length > 0 ? { promotions } : {}),
      // Nobody holds points here: what is wished is computed from what there is.
      ...(wishes && wishes.length > 0 ? { redeem: wishes, spending: { level: 'quote' } } : {}),
    };
  }

  /** Where nobody told what members wished, they spend what they have as the replay's do. */
  #wishes({ lots }: MemberFacts): NonNullable<Facts['redeem']> {
    return this.#programme.wallets
      .filter(({ worthMinor }) => worthMinor > 0)
      .filter(({ id }) => lots.reduce((sum, lot) => sum + (lot.wallet === id ? lot.points : 0), 0) >= redeemFromPoints)
      .map(({ id }) => ({ wallet: id, points: 'all' }));
  }

  #has(wallet: string): boolean {
    return this.#programme.wallets.some(({ id }) => id === wallet);
  }

  /** Tiers and points of wallets that the draft does not know are no member's any more. */
  #memberNow(said: MemberFacts): MemberFacts {
    const known = this.#accounts.get(said.id) ?? this.#opening(said);
    this.#accounts.set(said.id, known);
    return memberFacts(known, said.identification);
  }

  #opening(said: MemberFacts): Account {
    const account = accountOf(said);
    const { tiers = [] } = this.#programme;
    return {
      ...account,
      tier: tiers.some(({ id }) => id === account.tier) ? account.tier : (tiers[0]?.id ?? null),
      lots: account.lots.filter(({ wallet }) => this.#has(wallet)),
      debt: account.debt.filter(({ wallet }) => this.#has(wallet)),
    };
  }

  #change(member: string, event: AccountEvent): void {
    const known = this.#accounts.get(member);
    if (known) this.#accounts.set(member, applyEvent(known, event).account);
  }

  #use(promotion: string, uses: number, given: number): void {
    const known = this.#usage.get(promotion) ?? { promotion, uses: 0, given: 0 };
    this.#usage.set(promotion, { promotion, uses: known.uses + uses, given: known.given + given });
  }

  async #goodsAt(shop: string): Promise<GiftGood[]> {
    const known = this.#goods.get(shop);
    if (known) return known;
    const goods = await this.#past.goods(goodsOfSale(this.#programme), shop);
    this.#goods.set(shop, goods);
    return goods;
  }
}

/** As in main/replay: a member spends points as soon as so many may be spent. */
const redeemFromPoints = 300;

/** What came back is taken from the sale's lines of the same good, in order, as far as they go. */
function linesOf({ money, returned }: Kept, goods: PastReturn['goods']): ReturnedLine[] {
  const left = new Map(money.lines.map(({ id, quantity }) => [id, quantity]));
  for (const { line, quantity } of returned) left.set(line, (left.get(line) ?? 0) - quantity);
  const taken = new Map<string, number>();
  for (const { sku, quantity } of goods) {
    let wanted = quantity;
    for (const line of money.lines.filter((each) => each.sku === sku)) {
      const units = Math.min(wanted, left.get(line.id) ?? 0);
      if (units <= 0) continue;
      left.set(line.id, (left.get(line.id) ?? 0) - units);
      taken.set(line.id, (taken.get(line.id) ?? 0) + units);
      wanted -= units;
    }
  }
  return [...taken].map(([line, quantity]) => ({ line, quantity }));
}
