import { memberFacts } from '../../shared/loyalty/account.ts';
import type { Account } from '../../shared/loyalty/account.ts';
import { saleMoney } from '../../shared/loyalty/outcome.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
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
import { accountAfter, memberSnapshot } from './member-view.ts';
import type { MemberSnapshot } from './member-view.ts';
import { addPaper, paperSources } from './paper.ts';
import { attachedSlip } from './receipt.ts';
import { heldSale } from './return-right.ts';

/** A card that was forgotten: the receipt becomes its member's after it was paid. */

type Wish = Params<'attach.commit'>;

type Attachment = { body: AttachedBody; sale: SaleBody; programme: Programme; who: Named; account: Account };

/**
 * What the receipt would bring, doing nothing. Throws `attach.elsewhere`, `attach.hasMember`, `attach.returned`, `return.underWay`,
 * `return.programme`, `attach.notAllowed`, `attach.tooLate`, `attach.blocked`, `attach.ownCard`, `attach.otherPrices`, and as `whoIs`.
 */
export function quoteAttach(desk: Desk, { receipt, ...named }: Wish): Attachment {
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
  const digest = moneyDigest(money, sha256);
  const body: AttachedBody = { kind: 'receipt.attached', receipt, moment, ...facts, money, digest };
  return { body, sale, programme, who, account };
}

/** In one transaction with the slip that tells of it; with the hub unreachable as well. Throws as `quoteAttach`. */
export function attach(desk: Desk, wish: Wish): void {
  const { body, sale, programme, who, account } = quoteAttach(desk, wish);
  const known = { account: accountAfter(account, body), card: who.card, programme };
  const slip = attachedSlip(sale, body, known, paperSources(desk));
  const { receipt } = body;
  desk.write({ records: [body], also: (tx) => addPaper(desk, tx, { receipt, kind: 'attached' }, slip) });
  refreshOpenSales(desk, body.member.id);
  desk.deps.printSoon();
}

export function attachView(desk: Desk, { body: { member, money } }: Attachment): AttachView {
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
