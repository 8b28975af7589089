import type { Identification } from '../../shared/loyalty/basics.ts';
import { memberFacts } from '../../shared/loyalty/account.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { RecordBody } from '../../shared/protocol/journal.ts';
import type { Params } from '../../shared/protocol/page.ts';
import type { SealedPart } from '../../shared/protocol/person.ts';
import { codeWordHash } from '../identity/hash.ts';
import { seal, sealedHash } from '../identity/sealed.ts';
import { readPhone } from '../../drivers/scanner/phone.ts';
import type { Desk } from './desk.ts';
import { atHand, givenUp } from './holding.ts';
import { cardKey, findByCard, lookUpCard, maskedTail, newCardType } from './known-cards.ts';
import { memberSnapshot } from './member-view.ts';
import { notice } from './notices.ts';
import { findByPhone, knownPerson } from './persons.ts';
import type { OpenMember, OpenSale } from './open-sale.ts';

/** Who the buyer is: by card, phone or QR, at any time before payment; registered on the spot, offline too. */

export type Named = { id: string; identification: Identification; card?: string | undefined };

/** Who was named, and how surely; nothing becomes of the open receipt. Throws as the three below, and `sale.noMember`. */
export function whoIs(desk: Desk, { by, value, word }: Omit<Params<'attach.quote'>, 'receipt'>): Named {
  if (by === 'open') {
    const member = desk.counter.sale?.member;
    if (!member) throw new KopilkaError('sale.noMember');
    return member;
  }
  if (by === 'member') return { id: foundMember(desk, value), identification: 'phone' };
  const card = (by === 'number' ? kindOfNumber(desk, value) : by) === 'card' ? value.trim() : undefined;
  const id = card === undefined ? byPhone(desk, value).member : findByCard(desk, card);
  if (id === undefined) throw new KopilkaError('member.unknown', { value: card ?? maskedTail(value) });
  return { id, identification: card === undefined ? phoneStrength(desk, id, word) : 'card', card };
}

/** By whatever the cashier named. Throws as each of the ways below. */
export function identifyBy(desk: Desk, { by, value, word }: Params<'sale.identify'>): void {
  if (by === 'member') return identifyFound(desk, value);
  const kind = by === 'number' ? kindOfNumber(desk, value) : by;
  if (kind === 'card') identifyByCard(desk, value.trim());
  else identifyByPhone(desk, value, word);
}

const shortestPhone = 10;

/** A card that the till knows wins; else ten digits or more are a phone, fewer a card. */
function kindOfNumber({ deps }: Desk, value: string): 'card' | 'phone' {
  if (lookUpCard(value.trim(), deps) !== null) return 'card';
  return value.replaceAll(/\D/g, '').length >= shortestPhone ? 'phone' : 'card';
}

/** Throws `card.replaced`, `card.blocked`; `member.unknown`, unless a partner's list has the card: then its offers hold, and nobody is known. */
export function identifyByCard(desk: Desk, card: string, identification: Identification = 'card'): void {
  const member = findByCard(desk, card);
  const lists = desk.deps.replica.listsOf(card);
  if (member === undefined && lists.length === 0) throw new KopilkaError('member.unknown', { value: card });
  showLists(desk, lists);
  if (member !== undefined) identify(desk, member, identification, { card });
}

/** Any way people write a phone number, with the code word where it was said. Throws as for a card, and `member.wrongWord`. */
export function identifyByPhone(desk: Desk, phone: string, word?: string): void {
  const { member, digits } = byPhone(desk, phone);
  const lists = digits === undefined ? [] : desk.deps.replica.listsOf(digits);
  if (member === undefined && lists.length === 0) {
    throw new KopilkaError('member.unknown', { value: maskedTail(phone) });
  }
  const strength = member === undefined ? undefined : phoneStrength(desk, member, word);
  showLists(desk, lists);
  if (member !== undefined && strength !== undefined) identify(desk, member, strength);
}

/** One that `findMembers` answered: as weak as a phone that anybody could have named. Throws `member.unknown`. */
function identifyFound(desk: Desk, member: string): void {
  identify(desk, foundMember(desk, member), 'phone', { found: true });
}

function byPhone({ deps }: Desk, phone: string): { member: string | undefined; digits: string | undefined } {
  const digits = readPhone(phone, deps.settings.phoneCountry)?.slice(1);
  return { digits, member: digits === undefined ? undefined : findByPhone(digits, deps) };
}

function foundMember({ deps }: Desk, member: string): string {
  if (knownPerson(member, deps)?.name === undefined) throw new KopilkaError('member.unknown', { value: member });
  return member;
}

function phoneStrength(desk: Desk, member: string, word: string | undefined): Identification {
  if (word === undefined) return 'phone';
  if (!isCodeWord(desk, member, word)) throw new KopilkaError('member.wrongWord');
  return 'phoneCode';
}

function isCodeWord({ deps }: Desk, member: string, word: string): boolean {
  return knownPerson(member, deps)?.codeWord === codeWordHash(member, word);
}

export type Joining = {
  card: string;
  /** The invitation they join by; left out: one that was shown on this receipt. */
  link?: string | undefined;
  /** Card or id of the member who brought them: only the hub knows whose it is. */
  referrer?: string | undefined;
  /** What they told of themselves. */
  person?: Told | undefined;
};

/** As it was typed at the till. */
export type Told = NonNullable<Params<'sale.register'>['person']>;

/** Throws `member.noConsent`, `member.phoneUnfit`. */
function sealedPart(desk: Desk, { phone: typed, consent, ...told }: Told): SealedPart | undefined {
  if (typed === undefined && Object.keys(told).length === 0) return undefined;
  if (!consent) throw new KopilkaError('member.noConsent');
  const phone = typed === undefined ? undefined : readPhone(typed, desk.deps.settings.phoneCountry)?.slice(1);
  if (typed !== undefined && phone === undefined) {
    throw new KopilkaError('member.phoneUnfit', { value: maskedTail(typed) });
  }
  const person = { ...told, ...(phone === undefined ? {} : { phone }), consentAt: desk.around.now() };
  return seal(person, desk.deps.ports.random);
}

/** A card of the shop's programme and not yet anybody's becomes a new member's: with the hub unreachable as well. */
export function register(desk: Desk, { card, link: told, referrer, person }: Joining): void {
  const sale = desk.begin();
  const { programme } = desk.programmeOf(sale);
  const cardType = newCardType(desk, card, programme);
  const link = told ?? programme.links?.find(({ id }) => sale.codes.includes(id))?.id;
  const part = person && sealedPart(desk, person);
  const member = desk.newId();
  const body: RecordBody = {
    kind: 'member.registered',
    member,
    joined: desk.around.now().slice(0, 10),
    cards: [card],
    ...(cardType === undefined ? {} : { cardType }),
    tier: programme.tiers?.[0]?.id ?? null,
    ...(link === undefined ? {} : { link }),
    ...(referrer === undefined ? {} : { referrer }),
    ...(part ? { sealed: sealedHash(part.text) } : {}),
  };
  desk.write({
    records: [body],
    also(tx) {
      tx.setMeta(cardKey(card), member);
      if (part) tx.addSealed(member, part);
    },
  });
  identify(desk, member, 'card', { card });
}

/** What partners' lists the buyer is on holds for the receipt, whoever else they are. */
function showLists(desk: Desk, lists: readonly string[]): void {
  if (lists.length === 0) return;
  const sale = desk.begin();
  const shown = [...new Set([...(sale.lists ?? []), ...lists])].toSorted();
  if (shown.length > (sale.lists ?? []).length) desk.keep({ ...sale, lists: shown });
}

/** `records`: what it is forgotten for. */
export function forgetMember(desk: Desk, records: readonly RecordBody[] = []): void {
  const { sale } = desk.open();
  if (sale.member === null && !sale.lists?.length) return;
  desk.keep({ ...withoutMember(sale), lists: [] }, { records: [...records, ...givenUp(desk, sale)] });
}

/** The snapshot taken anew, after a record of our own changed the account. */
export function refreshed(desk: Desk, member: OpenMember): OpenMember {
  const { id, identification, card, found, isLast } = member;
  return { ...snapshot(desk, id, identification, { card, found }), ...(isLast === undefined ? {} : { isLast }) };
}

/**
 * The sale with its member taken anew. Of a receipt of another till the goods are too: they stay open long, and the replica moves under
 * them, but what facts name is of one position.
 */
export function refreshedSale(desk: Desk, sale: OpenSale): OpenSale {
  const member = sale.member && refreshed(desk, sale.member);
  if (desk.seat.host === null) return { ...sale, member };
  return { ...sale, ...catalogueNow(desk, sale), ...desk.pinShop(desk.programmeOf(sale).programme), member };
}

/** Its goods and their prices as the shop has them now. */
export function catalogueNow({ deps: { replica } }: Desk, sale: OpenSale): Pick<OpenSale, 'goods' | 'lines'> {
  const goods = Object.fromEntries(
    Object.entries(sale.goods).map(([sku, good]) => [sku, replica.get('good', sku) ?? good]),
  );
  const lines = sale.lines.map((line) => {
    const priceMinor = replica.get('price', line.sku)?.priceMinor ?? line.unitPriceMinor;
    return { ...line, unitPriceMinor: priceMinor };
  });
  return { goods, lines };
}

/** After a receipt of a member: what may be spent on another one of theirs that is open is not what it was. */
export function refreshOpenSales(desk: Desk, member: string | undefined): void {
  for (const each of desk.all) {
    const { sale } = each.counter;
    if (!sale?.member || sale.member.id !== member || sale.payments.length > 0) continue;
    try {
      each.keep(refreshedSale(each, sale));
    } catch (error) {
      // The receipt stands, whatever becomes of this.
      desk.deps.report(error);
    }
  }
}

/** How they were named beside that: by which card, or by the tail of one and the name. */
type Shown = { card?: string | undefined; found?: true | undefined };

function identify(desk: Desk, id: string, identification: Identification, shown: Shown = {}): void {
  const sale = desk.begin();
  const member = snapshot(desk, id, identification, shown);
  const same = sale.member?.id === id;
  const isLast = same ? sale.member?.isLast === true : sale.lines.length > 0;
  const before = same ? sale : { ...withoutMember(sale), leases: atHand(desk, id) };
  desk.keep(
    { ...before, member: { ...(same ? stronger(sale.member!, member) : member), isLast } },
    { records: same ? [] : givenUp(desk, sale) },
  );
  if (member.facts.blocked) desk.deps.tell(notice('refused', 'notice.memberBlocked'));
}

/**
 * A member who showed a card does not become weaker by naming a phone afterwards; nor stronger by the card that was given out to them on this
 * receipt.
 */
function stronger(known: OpenMember, shown: OpenMember): OpenMember {
  const order: Identification[] = ['phone', 'phoneCode', 'card', 'dynamicQr'];
  const found = known.found ?? shown.found;
  const both = { ...shown, ...(found === undefined ? {} : { found }) };
  const isGivenOut = known.card === shown.card && isByPhone(known.identification) && shown.card !== undefined;
  if (!isGivenOut && order.indexOf(shown.identification) >= order.indexOf(known.identification)) return both;
  return { ...both, identification: known.identification, ...(known.card === undefined ? {} : { card: known.card }) };
}

function isByPhone(identification: Identification): boolean {
  return identification === 'phone' || identification === 'phoneCode';
}

function snapshot(desk: Desk, id: string, identification: Identification, { card, found }: Shown): OpenMember {
  const known = memberSnapshot(id, desk.deps);
  if (!known) throw new KopilkaError('member.unknown', { value: card ?? id });
  const { account, basis, pending } = known;
  const elsewhere = account.leases.flatMap(({ till, lots }) => (till === desk.deps.till ? [] : lots));
  return {
    id,
    identification,
    ...(card === undefined ? {} : { card }),
    ...(found === undefined ? {} : { found }),
    facts: memberFacts(account, identification),
    ...(elsewhere.length > 0 ? { elsewhere } : {}),
    basis,
    pending,
  };
}

/** Gifts, wishes and leases were the member's. */
function withoutMember(sale: OpenSale): OpenSale {
  const { risk: _, ...rest } = sale;
  return { ...rest, member: null, gifts: [], wishes: [], leases: [], refusal: null, rightsRefusal: null };
}
