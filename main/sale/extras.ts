import type { DonationWish } from '../../shared/loyalty/facts.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Desk } from './desk.ts';
import { openGifts } from './view.ts';

/** Gifts, promo codes, donations and what a host till tells of the receipt. */

/** Rings a gift that waits: a scanned unit of its good goes for nothing, or a line is added. Throws `gift.unknown`. */
export function giveGift(desk: Desk, entitlement: string): void {
  const { sale } = desk.open();
  if (!sale.member) throw new KopilkaError('member.none');
  const known = openGifts(sale.member, sale).some(({ id }) => id === entitlement);
  if (!known) throw new KopilkaError('gift.unknown');
  if (sale.gifts.includes(entitlement)) return;
  desk.keep({ ...sale, gifts: [...sale.gifts, entitlement] });
}

/** A gift that this till may not give now is not rung, and waits for nothing: what it takes to give it is told beside it. */
export function dropWithheldGift(desk: Desk, entitlement: string): void {
  const rung = desk.rung();
  if (!rung?.facts.rights?.withheld.some((each) => each.entitlement === entitlement)) return;
  takeBackGift(desk, entitlement);
}

export function takeBackGift(desk: Desk, entitlement: string): void {
  const { sale } = desk.open();
  desk.keep({ ...sale, gifts: sale.gifts.filter((id) => id !== entitlement) });
}

/** Whether the code is worth anything here the outcome tells, with the reason. */
export function enterCode(desk: Desk, code: string): void {
  const sale = desk.begin();
  if (!sale.codes.includes(code)) desk.keep({ ...sale, codes: [...sale.codes, code] });
}

/** Whether the cause takes it, and how much that is, the outcome tells. A donation that is paid already can't get less. */
export function donate(desk: Desk, donation: DonationWish | null): void {
  const { donation: _, ...sale } = desk.open().sale;
  desk.keep(donation === null ? sale : { ...sale, donation });
}
