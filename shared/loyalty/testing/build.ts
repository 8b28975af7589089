import type { EventFacts } from '../event.ts';
import type { Facts, FactLine, MemberFacts } from '../facts.ts';
import type { Activity, Grant, Programme, Promotion, Wallet } from '../programme/schema.ts';

/** Small facts and programmes for tests: everything plain, every test says only what it is about. */

export function text(en: string): { ru: string; en: string } {
  return { ru: en, en };
}

export const bonus: Wallet = { id: 'bonus', name: text('Bonus'), scale: 2, worthMinor: 100 };

export function programme(promotions: Promotion[], rest: Partial<Programme> = {}): Programme {
  return { id: 'test', version: 1, name: text('Test'), currency: 'RUB', wallets: [bonus], promotions, ...rest };
}

export function promotion(id: string, give: Promotion['give'], rest: Partial<Promotion> = {}): Promotion {
  return { id, name: text(id), give, ...rest };
}

/** Points at a rate of what was paid, for everybody with a card. */
export function earns(rateBp: number, rest: Partial<Promotion> = {}): Promotion {
  return promotion('earn', { kind: 'pointsRate', wallet: 'bonus', rateBp }, rest);
}

export function line(id: string, unitPriceMinor: number, rest: Partial<FactLine> = {}): FactLine {
  return { id, sku: id, quantity: 1000, unitPriceMinor, ...rest };
}

export function member(rest: Partial<MemberFacts> = {}): MemberFacts {
  return {
    id: 'm1',
    identification: 'card',
    joined: '2025-01-01',
    tier: null,
    segments: [],
    lots: [],
    debt: [],
    spendMinor: 0,
    purchaseCount: 0,
    lastReceipt: null,
    entitlements: [],
    ...rest,
  };
}

/** Lots of the bonus wallet: points in hundredths and a day on which they lapse (Moscow midnight), or null. */
export function lot(
  id: string,
  amount: number,
  expires: string | null = null,
  wallet = 'bonus',
): MemberFacts['lots'][number] {
  const expiresAt = expires === null ? null : `${expires}T00:00:00+03:00`;
  return { id, wallet, points: amount, activeFrom: '2025-01-01T00:00:00+03:00', expiresAt };
}

export const moscow = { name: 'Europe/Moscow', offsets: [{ from: '2014-10-25T22:00:00Z', offsetMinutes: 180 }] };

export function facts(lines: FactLine[], rest: Partial<Facts> = {}): Facts {
  return {
    receipt: 'r1',
    moment: '2026-11-20T12:00:00+03:00',
    lines,
    shop: { id: 's1', zone: moscow },
    channel: 'shop',
    till: 't1',
    cashier: 'c1',
    member: null,
    ...rest,
  };
}

/** An activity that answers a purchase, unless it says otherwise. */
export function activity(id: string, give: Activity['give'], rest: Partial<Activity> = {}): Activity {
  return { id, name: text(id), on: { event: 'purchase' }, give, ...rest };
}

export function points(amount: number, rest: Partial<Extract<Grant, { kind: 'points' }>> = {}): Grant {
  return { kind: 'points', wallet: 'bonus', points: amount, ...rest };
}

export function pointsShare(rateBp: number, rest: Partial<Extract<Grant, { kind: 'pointsShare' }>> = {}): Grant {
  return { kind: 'pointsShare', wallet: 'bonus', rateBp, ...rest };
}

/** Something that happens to the member at noon. */
export function eventOf(kind: EventFacts['kind'], rest: Partial<EventFacts> = {}): EventFacts {
  return {
    id: 'e1',
    moment: '2026-11-20T12:00:00+03:00',
    kind,
    shop: { id: 's1', zone: moscow },
    member: member(),
    ...rest,
  };
}
