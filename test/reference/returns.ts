import type { ReturnInput } from '../../shared/loyalty/engine.ts';
import type { OutcomeLine, ReturnLine, ReturnMoney, VatTotal } from '../../shared/loyalty/outcome.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { big, total } from './arithmetic.ts';
import { localDay } from './calendar.ts';
import { keepsDays } from './history.ts';
import { pointsBack } from './return-movements.ts';
import { difference, goneBefore, isWholeReturn, positionsBack } from './returned.ts';
import { othersBack } from './return-others.ts';
import { boughtBack, countersBack, endedTerms, revoked, sharesBack } from './return-reactions.ts';
import { tierLost } from './tiers.ts';
import { listsThatAreNotEmpty, pointsOut, vatOf } from './totals.ts';

/** The money part of a return: what paper says is what is refunded, and nothing else is computed anew. */
export function referenceReturn(programme: Programme, input: ReturnInput): ReturnMoney {
  const wallets = programme.wallets.map(({ id }) => id);
  const lines = input.lines.map(({ line: id, quantity }) => {
    const line = input.sale.outcome.lines.find((each) => each.id === id)!;
    return lineBack(line, goneBefore(input, id), quantity);
  });
  const sum = (of: (line: ReturnLine) => ReturnLine['reinstated'], wallet: string) =>
    total(lines.map((line) => big(of(line).find((each) => each.wallet === wallet)?.points ?? 0)));
  const reinstated = pointsOut(wallets, (wallet) => sum((line) => line.reinstated, wallet));
  const clawedBack = pointsOut(wallets, (wallet) => sum((line) => line.clawedBack, wallet));
  const ownBack = isWholeReturn(input) ? (input.sale.outcome.totals.donatedMinor ?? 0) : 0;
  const refundMinor = lines.reduce((refund, line) => refund + line.refundMinor, 0);
  return {
    lines,
    totals: {
      refundMinor,
      ...(ownBack === 0 ? {} : { donatedMinor: ownBack }),
      reinstated,
      clawedBack,
      vat: vatBack(input, lines),
    },
    movements: pointsBack(programme, input, reinstated, clawedBack),
    entitlements: {
      reopened: [...reopened(lines), ...(isWholeReturn(input) ? usesBack(input) : [])],
      ...listsThatAreNotEmpty({ revoked: revoked(input) }),
    },
    tier: tierLost(programme, input, refundMinor),
    ...othersBack(input),
    ...listsThatAreNotEmpty({
      shares: sharesBack(programme, input),
      ended: endedTerms(programme, input),
      counters: countersBack(programme, input),
      bought: boughtBack(input),
    }),
    ...limitsBack(input),
    ...(input.facts.member !== null && countsDays(programme, input) ? { day: localDay(input.sale.facts.moment) } : {}),
  };
}

/** What the VAT of all that came back is, less what it was before. */
function vatBack({ sale, returned }: ReturnInput, lines: readonly ReturnLine[]): VatTotal[] {
  const before = sale.outcome.lines.map((line) => {
    const gone = positionsBack(line.positions, 0, goneBefore({ returned }, line.id));
    return { rateBp: line.vatRateBp, amount: gone.reduce((sum, { netMinor }) => sum + netMinor, 0) };
  });
  const now = lines.map(({ vatRateBp, refundMinor: amount }) => ({ rateBp: vatRateBp, amount }));
  const earlier = vatOf(before);
  return vatOf([...before, ...now])
    .map(({ rateBp, grossMinor, vatMinor }) => {
      const told = earlier.find((each) => each.rateBp === rateBp) ?? { grossMinor: 0, vatMinor: 0 };
      return { rateBp, grossMinor: grossMinor - told.grossMinor, vatMinor: vatMinor - told.vatMinor };
    })
    .filter(({ rateBp }) => now.some((each) => each.rateBp === rateBp));
}

function reopened(lines: readonly ReturnLine[]): { id: string; quantity: number }[] {
  const gifts = [...new Set(lines.flatMap(({ gift }) => (gift === undefined ? [] : [gift])))];
  return gifts.map((id) => ({
    id,
    quantity: lines.reduce((sum, { gift, quantity }) => (gift === id ? sum + quantity : sum), 0),
  }));
}

/** A whole return gives back the use of coupons and offers, but of none that the sale itself opened. */
function usesBack({ sale }: ReturnInput): { id: string; quantity: number }[] {
  const gifts = sale.outcome.lines.map(({ gift }) => gift);
  const issued = (sale.outcome.entitlements.issued ?? []).map(({ id }) => id);
  return sale.outcome.entitlements.used
    .filter(({ id }) => !gifts.includes(id) && !issued.includes(id))
    .map(({ id, quantity }) => ({ id, quantity }));
}

/** A whole return gives back the use of limited promotions and activities. */
function limitsBack(input: ReturnInput): Pick<ReturnMoney, 'unused'> {
  const { given = [], uses = [] } = input.sale.outcome;
  const ofActivities = uses.filter(({ rule }) => !given.some(({ promotion }) => promotion === rule));
  const unused = [...given, ...ofActivities.map(({ rule }) => ({ promotion: rule, given: 0 }))];
  return unused.length > 0 && isWholeReturn(input) ? { unused } : {};
}

/** Whether something is counted by the days of sales. */
function countsDays(programme: Programme, input: ReturnInput): boolean {
  return keepsDays(programme) || limitsBack(input).unused !== undefined;
}

function lineBack(line: OutcomeLine, before: number, quantity: number): ReturnLine {
  const positions = positionsBack(line.positions, before, quantity);
  return {
    line: line.id,
    sku: line.sku,
    quantity,
    refundMinor: positions.reduce((sum, { netMinor }) => sum + netMinor, 0),
    positions,
    reinstated: shared(line.redeemed, line.quantity, before, quantity),
    clawedBack: shared(line.earned, line.quantity, before, quantity),
    ...(line.gift === undefined ? {} : { gift: line.gift }),
    ...(line.vatRateBp === undefined ? {} : { vatRateBp: line.vatRateBp }),
  };
}

function shared(
  points: readonly { wallet: string; points: number }[],
  whole: number,
  before: number,
  quantity: number,
): ReturnLine['reinstated'] {
  return points
    .map((each) => ({
      wallet: each.wallet,
      points: Number(difference(each.points, whole, before, before + quantity)),
    }))
    .filter((each) => each.points > 0);
}
