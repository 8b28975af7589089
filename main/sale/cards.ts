import type { Identification } from '../../shared/loyalty/basics.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { RecordBody } from '../../shared/protocol/journal.ts';
import type { CardView } from '../../shared/protocol/page.ts';
import { sha256 } from '../identity/hash.ts';
import type { Desk } from './desk.ts';
import { cardKey, cardsOf, maskedTail, newCardType } from './known-cards.ts';
import { forgetMember } from './members.ts';
import type { OpenMember, OpenSale } from './open-sale.ts';

/** New cards for members who are known already, and cards that are lost. */

/** The cards that identify the member of the receipt, masked, under the ids the page may name them by. Throws `sale.none`, `sale.noMember`. */
export function listCards(desk: Desk): CardView[] {
  const { member } = opened(desk);
  return cardsOf(member, desk.deps).map((card) => ({ id: idOf(card), tail: maskedTail(card) }));
}

/**
 * Gives the member of the receipt a new card, instead of one of theirs or beside them: with the hub unreachable as well. Whoever only named a
 * phone gets none. On this receipt they stay as surely known as they were. Throws as
 * `newCardType`, and `sale.noMember`, `card.unproven`, `card.notTheirs`, `card.otherType`.
 */
export function issueCard(desk: Desk, { card, replaces }: { card: string; replaces?: string | undefined }): void {
  const { sale, member } = opened(desk);
  const { programme } = desk.programmeOf(sale);
  if (!isProven(member)) throw new KopilkaError('card.unproven');
  const cardType = newCardType(desk, card, programme);
  const old = replaces === undefined ? undefined : cardNamed(desk, member, replaces);
  if (cardType !== undefined && member.facts.cardType !== undefined && cardType !== member.facts.cardType) {
    throw new KopilkaError('card.otherType', { card });
  }
  const body: RecordBody = {
    kind: 'card.issued',
    member: member.id,
    card,
    ...(old === undefined ? {} : { replaces: old }),
    identification: member.identification,
  };
  desk.keep(
    { ...sale, member: { ...member, card } },
    { records: [body], also: (tx) => tx.setMeta(cardKey(card), member.id) },
  );
}

/** Lost or stolen: the card identifies nobody from now on, on this receipt neither. Throws `sale.noMember`, `card.notTheirs`. */
export function blockCard(desk: Desk, named: string): void {
  const { member } = opened(desk);
  const card = cardNamed(desk, member, named);
  const body: RecordBody = { kind: 'card.blocked', member: member.id, card };
  if (member.card === card && isByCard(member.identification)) forgetMember(desk, [body]);
  else desk.write({ records: [body] });
}

function opened(desk: Desk): { sale: OpenSale; member: OpenMember } {
  desk.maySell();
  const { sale } = desk.open();
  if (!sale.member) throw new KopilkaError('sale.noMember');
  return { sale, member: sale.member };
}

/** Anybody could have named a phone; a card, a code word, or the tail of the card with the name not just anybody. */
function isProven({ identification, found }: OpenMember): boolean {
  return identification !== 'phone' || found === true;
}

function isByCard(identification: Identification): boolean {
  return identification === 'card' || identification === 'dynamicQr';
}

function cardNamed({ deps }: Desk, member: OpenMember, id: string): string {
  const card = cardsOf(member, deps).find((each) => idOf(each) === id);
  if (card === undefined) throw new KopilkaError('card.notTheirs');
  return card;
}

/** What the page calls a card: it never has the number. */
function idOf(card: string): string {
  return sha256(card).slice(0, 16);
}
