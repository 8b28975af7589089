import type { ReasonId } from '../../shared/loyalty/reasons.ts';
import type { Link } from '../../shared/loyalty/programme/schema.ts';
import type { Rejection } from '../../shared/loyalty/outcome.ts';
import type { EventReply } from '../../shared/protocol/happening.ts';
import { sha256 } from '../identity/hash.ts';
import type { MemberBook } from '../ledger/books.ts';
import type { Profile } from '../store/rows.ts';
import { happen, programmeAt, refuse } from './happen.ts';
import type { Eventing, Happening } from './happen.ts';

export type Registration = Pick<Happening, 'moment' | 'shop' | 'channel'> & {
  link?: string | undefined;
  /** Card or id of the member who brought them. */
  referrer?: string | undefined;
};

/** So far up the programme may reward who brought whom. */
const mostLevels = 10;

/**
 * Answers a registration, once a member and once a card or phone ever: who brought them, the invitation's grants, the welcome.
 * Nobody brings themselves. An invitation that is over or full brought nobody.
 */
export async function registered(
  eventing: Eventing,
  book: MemberBook,
  { link, referrer, ...place }: Registration,
): Promise<EventReply> {
  const { tx, books, nowMs } = eventing;
  const { member } = book.row;
  const happening: Happening = { id: `registered:${member}`, kind: 'registered', ...place };
  const known = await tx.happening(happening.id);
  if (known) return JSON.parse(known.answer) as EventReply;
  if (!(await welcome(eventing, book))) {
    return refuse(eventing, member, happening, [{ rule: 'registered', reason: 'limit.member', because: [] }]);
  }
  const joined = link === undefined ? 0 : await tx.joinedBy(link);
  const owner = await ownerOf(eventing, place.moment, link, joined);
  const brought = await broughtBy(eventing, book, referrer ?? owner.referrer);
  const description = { joinedBy: link, referrers: brought.referrers, agent: owner.agent };
  if (Object.values(description).some((each) => each !== undefined)) {
    await books.ofHub(book, nowMs, () => ({ kind: 'described', description }));
  }
  const reply = await happen(eventing, book, { ...happening, ...(link === undefined ? {} : { joined }) });
  const refused = reply.rejections.some(({ rule, reason }) => rule === link && closedLink.has(reason));
  if (refused) await books.ofHub(book, nowMs, () => ({ kind: 'described', description: { joinedBy: null } }));
  else if (link !== undefined) await tx.addJoining(link, member, nowMs);
  return { ...reply, rejections: [...reply.rejections, ...brought.rejections] };
}

const closedLink: ReadonlySet<ReasonId> = new Set([
  'link.unknown',
  'link.full',
  'schedule.notYet',
  'schedule.over',
  'schedule.window',
  'schedule.rotation',
]);

/** Whether none of the member's cards, nor the phone, had a welcome under another name. */
async function welcome({ tx }: Eventing, { row }: MemberBook): Promise<boolean> {
  const { cards } = JSON.parse(row.profile) as Profile;
  // A keyed hash: from that of a phone itself anybody would find the phone.
  const phone = (await tx.person(row.member))?.phone ?? undefined;
  const identifiers = [...cards.map((card) => `card:${card}`), ...(phone === undefined ? [] : [`phone:${phone}`])];
  let first = true;
  for (const identifier of identifiers.map((each) => sha256(each))) {
    const before = await tx.welcomed(identifier);
    if (before !== undefined && before !== row.member) first = false;
    await tx.addWelcome(identifier, row.member);
  }
  return first;
}

/** A member's own invitation names who brought them, an agent's who leads them; one that is not open names nobody. */
async function ownerOf(
  eventing: Eventing,
  moment: string,
  id: string | undefined,
  joined: number,
): Promise<{ referrer?: string; agent?: string }> {
  if (id === undefined) return {};
  const link = (await programmeAt(eventing, moment)).programme.links?.find((each) => each.id === id);
  if (!link?.owner || !isOpen(link, moment, joined)) return {};
  const { kind, id: owner } = link.owner;
  if (kind === 'member') return { referrer: owner };
  return kind === 'agent' ? { agent: owner } : {};
}

function isOpen({ schedule, limit }: Link, moment: string, joined: number): boolean {
  const local = moment.slice(0, 19);
  const { from = '', until } = schedule ?? {};
  return (limit === undefined || joined < limit) && from <= local && (until === undefined || local < until);
}

async function broughtBy(
  { tx, books }: Eventing,
  book: MemberBook,
  code: string | undefined,
): Promise<{ referrers?: string[]; rejections: Rejection[] }> {
  if (code === undefined) return { rejections: [] };
  const owner = (await books.member(code)) ?? (await bookOfCard(books, await tx.cardOwner(code)));
  if (!owner) return { rejections: [{ rule: 'referral', reason: 'recipient.none', because: [] }] };
  if (owner === book) return { rejections: [{ rule: 'referral', reason: 'recipient.self', because: [] }] };
  const { member, referrers = [] } = owner.row.account;
  return {
    referrers: [member, ...referrers].filter((each) => each !== book.row.member).slice(0, mostLevels),
    rejections: [],
  };
}

async function bookOfCard(books: Eventing['books'], owner: string | undefined): Promise<MemberBook | undefined> {
  return owner === undefined ? undefined : books.member(owner);
}
