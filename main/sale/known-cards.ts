import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import type { CardClosing } from '../../shared/protocol/card-records.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { JournalRecord, RecordBody } from '../../shared/protocol/journal.ts';
import { fitsMask } from '../../drivers/scanner/mask.ts';
import type { SaleDeps } from './deps.ts';
import type { Desk } from './desk.ts';
import type { OpenMember } from './open-sale.ts';

/** Members' cards as this till knows them: what the feed brought, and over it its own records that the hub had not applied then. */

type Stores = Pick<SaleDeps, 'journal' | 'replica' | 'till'>;

/** What a card leads to: a member, nobody any more, or nobody yet. */
export type CardState = { member: string } | { closed: CardClosing } | null;

export function lookUpCard(card: string, { journal, replica, till }: Stores): CardState {
  const member = replica.findMemberByCard(card) ?? journal.meta(cardKey(card)) ?? undefined;
  const records = member === undefined ? [] : journal.recordsOfMember(member, replica.applied(till));
  const why = closingAmong(records, card) ?? replica.closedCard(card);
  if (why !== undefined) return { closed: why };
  return member === undefined ? null : { member };
}

/** The member a card identifies; undefined: it is nobody's yet. Throws `card.replaced`, `card.blocked`. */
export function findByCard({ deps }: Desk, card: string): string | undefined {
  const found = lookUpCard(card, deps);
  if (found && 'closed' in found) throw new KopilkaError(`card.${found.closed}`, { value: maskedTail(card) });
  return found?.member;
}

/** A card that no member has shown so far and that the programme takes. Its type, if it has one. Throws as `findByCard`, and `card.taken`, `card.unfit`. */
export function newCardType(desk: Desk, card: string, programme: Programme): string | undefined {
  if (findByCard(desk, card) !== undefined) throw new KopilkaError('card.taken', { card });
  const masks = programme.identification?.cards ?? [];
  const fitting = masks.find(({ mask }) => fitsMask(mask, card));
  if (masks.length > 0 && !fitting) throw new KopilkaError('card.unfit', { card });
  return fitting?.cardType;
}

/** By what a record made a card somebody's, for `lookUpCard` to start from. */
export function cardKey(card: string): string {
  return `card:${card}`;
}

/** Of a member of other shops no card is known but the one they showed. */
export function cardsOf({ id, card }: Pick<OpenMember, 'id' | 'card'>, stores: Stores): string[] {
  const { journal, replica, till } = stores;
  const own = journal.recordsOfMember(id, replica.applied(till)).flatMap(({ body }) => cardsGiven(body));
  const known = [...(replica.get('member', id)?.cards ?? []), ...own, ...(card === undefined ? [] : [card])];
  return [...new Set(known)].filter((each) => {
    const state = lookUpCard(each, stores);
    return state !== null && 'member' in state && state.member === id;
  });
}

function cardsGiven(body: RecordBody): string[] {
  if (body.kind === 'member.registered') return body.cards;
  return body.kind === 'card.issued' ? [body.card] : [];
}

/** How the last of the records that close the card says that it is. */
function closingAmong(records: readonly JournalRecord[], card: string): CardClosing | undefined {
  let why: CardClosing | undefined;
  for (const { body } of records) {
    if (body.kind === 'card.issued' && body.replaces === card) why = 'replaced';
    if (body.kind === 'card.blocked' && body.card === card) why = 'blocked';
  }
  return why;
}

/** `•••• 1234`: enough to know one's own card by. */
export function maskedTail(code: string): string {
  return `•••• ${code.slice(-4)}`;
}
