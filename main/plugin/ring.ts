import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Basket, HostLine, Who } from '../../shared/protocol/plugin.ts';
import type { Desk } from '../sale/desk.ts';
import { goodNumbered, withGood } from '../sale/goods.ts';
import { forgetMember, identifyByCard, identifyByPhone } from '../sale/members.ts';
import type { OpenSale } from '../sale/open-sale.ts';
import { openGifts } from '../sale/view.ts';

/** Makes a basket of a host the open receipt of a desk: what was there before is gone, but its moment, programme and leases stay. */
export function ringBasket(desk: Desk, basket: Basket): void {
  if (basket.member) identify(desk, basket.member);
  else if (desk.counter.sale?.member) forgetMember(desk);
  const { donation = null, channel } = basket;
  // The member was just looked up.
  const { donation: _, channel: __, risk: ___, ...sale } = desk.begin();
  let next: OpenSale = {
    ...sale,
    ...desk.pinShop(desk.programmeOf(sale).programme),
    lines: [],
    goods: {},
    codes: basket.codes ?? [],
    gifts: basket.gifts ?? [],
    wishes: basket.redeem ?? [],
    attributes: { ...basket.attributes, ...(desk.seat.host === null ? {} : { host: desk.seat.host }) },
    refusal: null,
    rightsRefusal: null,
    ...(donation === null ? {} : { donation }),
    ...(channel === undefined || channel === 'shop' ? {} : { channel }),
  };
  refuseUnknownGifts(next);
  for (const line of basket.lines) next = withLine(desk, next, line);
  desk.keep(next);
}

export function identify(desk: Desk, who: Who): void {
  if ('card' in who) identifyByCard(desk, who.card.trim());
  else identifyByPhone(desk, who.phone, who.word);
}

/** A price that is the shop's own is no change of it. */
function withLine(desk: Desk, sale: OpenSale, { sku, priceMinor, ...line }: HostLine): OpenSale {
  const { replica } = desk.deps;
  const good = goodNumbered(desk, sku);
  const isOwn = replica.get('price', sku)?.priceMinor === priceMinor;
  return withGood(desk, sale, good, isOwn ? line : { ...line, priceMinor });
}

function refuseUnknownGifts({ member, gifts, ...sale }: OpenSale): void {
  const open = new Set(member ? openGifts(member, { member, gifts, ...sale }).map(({ id }) => id) : []);
  if (gifts.some((gift) => !open.has(gift))) throw new KopilkaError('gift.unknown');
}
