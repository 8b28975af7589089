import { tellRejection } from '../../shared/i18n/tell-reasons.ts';
import { dueMinor } from '../../shared/loyalty/outcome.ts';
import type { SaleMoney } from '../../shared/loyalty/outcome.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import type { ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import type { SaleView } from '../../shared/protocol/page.ts';
import type { MemberCard, Quote, Returned, Sale } from '../../shared/protocol/plugin-answers.ts';
import { bonusLines } from '../../shared/receipt/bonus.ts';
import type { ReceiptData } from '../../shared/receipt/data.ts';
import { currentView } from '../sale/current-view.ts';
import type { Desk } from '../sale/desk.ts';
import { namesIn, ruleName } from '../sale/reasons.ts';

/** What the host is told, taken from outcomes and views: nothing is computed here. */

const usualColumns = 32;

export function quoteAnswer(desk: Desk): Quote {
  const { sale, outcome, programme } = desk.open();
  const view = currentView(desk);
  return {
    moment: sale.moment,
    programme: { id: programme.id, version: programme.version },
    ...soldParts(desk, outcome, programme),
    member: cardOf(view),
    redeem: view.redeem.map(({ wallet, allowed, allowedMinor, points, amountMinor, refused }) => ({
      wallet,
      allowed,
      allowedMinor,
      points,
      amountMinor,
      refused: refused?.reason ?? null,
    })),
    rejections: view.rejections.map((rejection) => ({
      rule: rejection.rule,
      reason: rejection.reason,
      text: {
        ru: tellRejection(rejection, namesIn(programme, 'ru')),
        en: tellRejection(rejection, namesIn(programme, 'en')),
      },
    })),
    refused: (outcome.refused ?? []).map(({ line, access }) => ({ line, rule: access })),
  };
}

/** Null: nobody was named, or a partner's list alone knows them. */
export function memberCard(desk: Desk): MemberCard | null {
  return cardOf(currentView(desk));
}

function cardOf({ member, gifts }: SaleView): MemberCard | null {
  return member && { ...member, gifts };
}

export function saleAnswer(desk: Desk, body: SaleBody, data: ReceiptData, columns: number | undefined): Sale {
  const { programme } = desk.open();
  return {
    id: body.receipt,
    number: body.number,
    moment: body.facts.moment,
    member: body.facts.member?.id ?? null,
    ...soldParts(desk, body.money, programme),
    bonusLines: linesFor(desk, data, columns),
  };
}

export function returnAnswer(desk: Desk, body: ReturnBody, data: ReceiptData, columns: number | undefined): Returned {
  const { totals, lines } = body.money;
  return {
    id: body.receipt,
    number: body.number,
    of: body.ofReceipt,
    moment: body.facts.moment,
    refundMinor: dueMinor(totals),
    tenders: body.payments.map(({ kind, amountMinor }) => ({ kind, amountMinor })),
    reinstated: totals.reinstated,
    clawedBack: totals.clawedBack,
    lines: lines.map(({ line, sku, quantity, refundMinor, positions }) => ({
      line,
      sku,
      quantity,
      refundMinor,
      positions,
    })),
    bonusLines: linesFor(desk, data, columns),
  };
}

function linesFor(desk: Desk, data: ReceiptData, columns = usualColumns): string[] {
  return data.kind === 'sale' || data.kind === 'return' ? bonusLines(data, columns, desk.around.locale()) : [];
}

function soldParts(desk: Desk, { lines, totals }: SaleMoney, programme: Programme): Pick<Sale, 'lines' | 'totals'> {
  const { grossMinor, discountMinor, redeemedMinor, netMinor, donatedMinor = 0, earned, redeemed } = totals;
  const goodOf = (sku: string) => {
    const { name = { ru: sku, en: sku }, ageLimit = 0 } = desk.deps.replica.get('good', sku) ?? {};
    return { name, ...(ageLimit > 0 ? { ageLimit } : {}) };
  };
  return {
    lines: lines.map((line) => ({
      line: line.id,
      from: line.from,
      sku: line.sku,
      ...goodOf(line.sku),
      quantity: line.quantity,
      unitPriceMinor: line.unitPriceMinor,
      grossMinor: line.grossMinor,
      discounts: line.discounts.map(({ rule, amountMinor }) => ({
        rule,
        name: ruleName(programme, rule) ?? { ru: rule, en: rule },
        amountMinor,
      })),
      discountMinor: line.discountMinor,
      redeemedMinor: line.redeemedMinor,
      netMinor: line.netMinor,
      earned: line.earned,
      gift: line.gift ?? null,
      positions: line.positions,
    })),
    totals: {
      grossMinor,
      discountMinor,
      redeemedMinor,
      netMinor,
      donatedMinor,
      dueMinor: dueMinor(totals),
      earned,
      redeemed,
    },
  };
}
