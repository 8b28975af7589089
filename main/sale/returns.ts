import { memberFacts } from '../../shared/loyalty/account.ts';
import type { ReturnedLine, ReturnFacts } from '../../shared/loyalty/engine.ts';
import { dueMinor } from '../../shared/loyalty/outcome.ts';
import type { ReturnOutcome } from '../../shared/loyalty/outcome.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { asAttached, attachedProgramme } from '../../shared/protocol/attached.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { SaleBody } from '../../shared/protocol/journal.ts';
import type { ReturnableView, ReturnQuoteView } from '../../shared/protocol/page.ts';
import type { Desk } from './desk.ts';
import { shopFacts } from './facts.ts';
import { memberSnapshot } from './member-view.ts';
import { numberKey } from './numbers.ts';
import type { OpenRefund } from './open-sale.ts';
import { planRefunds } from './payments.ts';
import type { HeldSale } from './return-right.ts';

/** A return computed and not made. */
export type ReturnQuote = {
  held: HeldSale;
  facts: ReturnFacts;
  lines: ReturnedLine[];
  outcome: ReturnOutcome;
  programme: Programme;
  refunds: OpenRefund[];
};

/** The receipt's id, by its QR, by itself or by the number this till printed on it. Throws `return.notFound` for any other number. */
export function receiptOf({ deps: { journal } }: Desk, code: string): string {
  const id = code.startsWith('KP1:R:') ? code.slice(6) : code.trim();
  if (!/^\d{1,9}$/.test(id)) return id;
  const receipt = journal.meta(numberKey(Number(id)));
  if (receipt === null || !journal.sale(receipt)) throw new KopilkaError('return.notFound', { code: id });
  return receipt;
}

export function returnable(desk: Desk, { sale, returned }: HeldSale): ReturnableView {
  const { receipt, number, facts, money } = sale;
  return {
    receipt,
    number,
    at: facts.moment,
    lines: money.lines.map((line) => ({
      line: line.id,
      sku: line.sku,
      name: desk.deps.replica.get('good', line.sku)?.name ?? { ru: line.sku, en: line.sku },
      unitPriceMinor: line.unitPriceMinor,
      quantity: line.quantity,
      returned: returned.reduce((sum, each) => sum + (each.line === line.id ? each.quantity : 0), 0),
      netMinor: line.netMinor,
      gift: line.gift !== undefined,
    })),
  };
}

/** What a return would give back, by the engine and programme of its sale. Throws `return.unknownLine`, `return.moreThanSold`, `return.programme`, `return.memberAway`. */
export function quoteReturn(desk: Desk, held: HeldSale, lines: ReturnedLine[]): ReturnQuote {
  const { sale: body, attached, returned } = held;
  refuseTooMany(held, lines);
  const { engines } = desk.deps;
  const engine = engines.named(body.engine);
  const published = desk.around.programme(body.facts.basis?.programme.hash ?? '');
  if (!engine || !published) throw new KopilkaError('return.programme', { number: body.number });
  const whole = attached ? asAttached(body, attached) : body;
  const facts = returnFacts(desk, whole, held.lease);
  // Whoever the till can't tell of, it undoes nothing of.
  const isTheirs = attached !== null && facts.member !== null;
  const sold = isTheirs ? whole : body;
  const compiled = isTheirs
    ? engine.compile(attachedProgramme(published.programme, body.money))
    : engines.compiled(engine, published);
  const outcome = engine.reverse(compiled, {
    sale: { facts: sold.facts, outcome: sold.money },
    returned,
    lines,
    facts,
  });
  const refunds = planRefunds(dueMinor(outcome.totals), held.refundedMinor, body.payments, () => desk.newId());
  return { held, facts, lines, outcome, programme: published.programme, refunds };
}

export function returnQuoteView({ outcome, refunds }: ReturnQuote): ReturnQuoteView {
  const { reinstated, clawedBack } = outcome.totals;
  const tenders = refunds.map(({ kind, amountMinor }) => ({ kind, amountMinor }));
  return { refundMinor: dueMinor(outcome.totals), tenders, reinstated, clawedBack };
}

function returnFacts(desk: Desk, { facts }: SaleBody, lease: string | null): ReturnFacts {
  const moment = desk.around.now();
  const known = facts.member && memberSnapshot(facts.member.id, desk.deps);
  // The hub has told this shop of them along with the grant: without them points would neither come back nor go.
  if (lease !== null && facts.member && !known) throw new KopilkaError('return.memberAway');
  const programme = facts.basis!.programme;
  const basis = known ? { programme, ...known.basis } : { programme, replica: desk.deps.replica.checkpoint(), own: [] };
  return {
    receipt: desk.newId(),
    moment,
    shop: shopFacts(desk.around.shop(), moment),
    till: desk.deps.till,
    cashier: desk.by().cashier,
    member: facts.member && known ? memberFacts(known.account, facts.member.identification) : null,
    basis,
  };
}

/** A line can't come back twice, nor more of it than was sold. */
function refuseTooMany({ sale, returned }: HeldSale, lines: readonly ReturnedLine[]): void {
  const wanted = new Map<string, number>();
  for (const { line, quantity } of [...returned, ...lines]) wanted.set(line, (wanted.get(line) ?? 0) + quantity);
  for (const { line } of lines) {
    const sold = sale.money.lines.find((each) => each.id === line);
    if (!sold) throw new KopilkaError('return.unknownLine', { line });
    if ((wanted.get(line) ?? 0) > sold.quantity) throw new KopilkaError('return.moreThanSold', { line });
  }
}
