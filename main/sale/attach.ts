import { memberFacts } from '../../shared/loyalty/account.ts';
import { saleMoney } from '../../shared/loyalty/outcome.ts';
import { attachedFacts, attachedProgramme, daysToAttach, isPricedAs } from '../../shared/protocol/attached.ts';
import { moneyDigest } from '../../shared/protocol/digest.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { AttachedBody, SaleBody } from '../../shared/protocol/journal.ts';
import type { AttachView, Params } from '../../shared/protocol/page.ts';
import { sha256 } from '../identity/hash.ts';
import { memberName } from './current-view.ts';
import type { Desk } from './desk.ts';
import { refreshOpenSales, whoIs } from './members.ts';
import type { Named } from './members.ts';
import { memberSnapshot } from './member-view.ts';
import type { MemberSnapshot } from './member-view.ts';
import { heldSale } from './return-right.ts';

/** A card that was forgotten: the receipt becomes its member's after it was paid. */

type Wish = Params<'attach.commit'>;

/**
 * What the receipt would bring, doing nothing. Throws `attach.elsewhere`, `attach.hasMember`, `attach.returned`, `return.underWay`,
 * `return.programme`, `attach.notAllowed`, `attach.tooLate`, `attach.blocked`, `attach.ownCard`, `attach.otherPrices`, and as `whoIs`.
 */
export function quoteAttach(desk: Desk, { receipt, ...named }: Wish): AttachedBody {
  desk.maySell();
  const sale = freeSale(desk, receipt);
  const moment = desk.around.now();
  const { engine, programme } = rulesOf(desk, sale);
  const days = daysToAttach(programme, sale.facts.moment, moment);
  if (days === null) throw new KopilkaError('attach.notAllowed');
  if (days.isOver) throw new KopilkaError('attach.tooLate', { days: days.days });
  const who = whoIs(desk, named);
  const { account, basis } = attachable(desk, sale, who);
  const facts = {
    member: memberFacts(account, who.identification),
    basis: { ...basis, programme: sale.facts.basis!.programme },
  };
  const compiled = engine.compile(attachedProgramme(programme, sale.money));
  const money = saleMoney(engine.evaluate(compiled, attachedFacts(sale.facts, facts)));
  if (!isPricedAs(sale.money, money)) throw new KopilkaError('attach.otherPrices');
  return { kind: 'receipt.attached', receipt, moment, ...facts, money, digest: moneyDigest(money, sha256) };
}

/** In one transaction; with the hub unreachable as well. Throws as `quoteAttach`. */
export function attach(desk: Desk, wish: Wish): void {
  const body = quoteAttach(desk, wish);
  desk.write({ records: [body] });
  refreshOpenSales(desk, body.member.id);
}

export function attachView(desk: Desk, { member, money }: AttachedBody): AttachView {
  return { name: memberName(desk, member), earned: money.totals.earned };
}

/** Only where the return right is, nothing of the receipt can come back elsewhere meanwhile. */
function freeSale(desk: Desk, receipt: string): SaleBody {
  const held = heldSale(desk, receipt);
  if (!held || held.lease !== null) throw new KopilkaError('attach.elsewhere');
  if (held.sale.facts.member || held.attached) throw new KopilkaError('attach.hasMember');
  if (desk.counter.giveBack?.ofReceipt === receipt) throw new KopilkaError('return.underWay');
  if (held.returned.length > 0) throw new KopilkaError('attach.returned');
  return held.sale;
}

function rulesOf({ deps: { engines }, around }: Desk, { engine: name, facts, number }: SaleBody) {
  const engine = engines.named(name);
  const published = around.programme(facts.basis?.programme.hash ?? '');
  if (!engine || !published) throw new KopilkaError('return.programme', { number });
  return { engine, programme: published.programme };
}

/** Whoever sells has had many a receipt of a buyer without a card in hand. */
function attachable(desk: Desk, { facts }: SaleBody, { id }: Named): MemberSnapshot {
  const known = memberSnapshot(id, desk.deps);
  if (!known) throw new KopilkaError('member.unknown', { value: id });
  const { blocked, employee } = known.account;
  if (blocked) throw new KopilkaError('attach.blocked');
  const sellers = [facts.cashier, desk.by().cashier];
  if (employee !== undefined && sellers.includes(employee)) throw new KopilkaError('attach.ownCard');
  return known;
}
