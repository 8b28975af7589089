import { memberFacts } from '../../shared/loyalty/account.ts';
import type { Identification } from '../../shared/loyalty/basics.ts';
import type { EventFacts, Reaction } from '../../shared/loyalty/event.ts';
import type { MemberFacts } from '../../shared/loyalty/facts.ts';
import type { Rejection } from '../../shared/loyalty/outcome.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { EventReply } from '../../shared/protocol/happening.ts';
import type { Books, MemberBook } from '../ledger/books.ts';
import type { Engine } from '../reconcile/engines.ts';
import type { ProgrammeRules, Revisions } from '../reconcile/revisions.ts';
import type { Tx } from '../store/store.ts';
import { sha256 } from '../identity/hash.ts';
import { postReaction } from './post-reaction.ts';
import { eventGoods, eventShop } from './place.ts';

/** What answering an event stands on: one transaction of the hub. */
export type Eventing = { tx: Tx; books: Books; revisions: Revisions; engines: Engine; nowMs: number };

export type Happening = Pick<EventFacts, 'id' | 'kind' | 'name' | 'value' | 'moment' | 'channel' | 'joined'> & {
  shop?: string | undefined;
  identification?: Identification | undefined;
};

/** A tier reached by an activity may set off another that grants a tier: so far, and no further. */
const mostFollowing = 3;

/**
 * Answers an event of a member once: what the programme in force then grants is booked to all whom it concerns, and a tier that
 * is reached, lost or at risk by it is an event of its own. `keepRefused: false`: what brings nothing is forgotten, as jobs ask of all
 * members. Throws `hub.noProgramme`.
 */
export async function happen(
  eventing: Eventing,
  book: MemberBook,
  happening: Happening,
  { keepRefused = true }: { keepRefused?: boolean } = {},
): Promise<EventReply> {
  const { tx } = eventing;
  const known = await tx.happening(happening.id);
  if (known) return JSON.parse(known.answer) as EventReply;
  const reply = await answer(eventing, book, happening);
  if (keepRefused || reply.reactions.length > 0) await keep(eventing, happening, reply);
  await follow(eventing, happening, reply.reactions, mostFollowing);
  return reply;
}

/** An event that is refused before the programme is asked: it had its answer all the same. */
export async function refuse(
  eventing: Eventing,
  member: string,
  happening: Happening,
  rejections: Rejection[],
): Promise<EventReply> {
  const reply: EventReply = { id: happening.id, member, reactions: [], rejections };
  await keep(eventing, happening, reply);
  return reply;
}

async function answer(eventing: Eventing, book: MemberBook, happening: Happening): Promise<EventReply> {
  const { engines } = eventing;
  const { moment } = happening;
  const rules = await programmeAt(eventing, moment);
  const facts = await eventFacts(eventing, book, happening, rules.programme);
  const compiled = engines.compiled(engines.latest, rules.hash, () => rules.programme);
  const { reactions, rejections } = engines.latest.react(compiled, facts);
  for (const reaction of reactions) await postReaction(eventing, happening, reaction, rules.programme);
  return { id: happening.id, member: book.row.member, reactions, rejections };
}

export async function programmeAt(
  { tx, revisions, engines }: Pick<Eventing, 'tx' | 'revisions' | 'engines'>,
  moment: string,
): Promise<ProgrammeRules & { hash: string }> {
  const rules = await revisions.programmeAt(tx, Date.parse(moment), engines.newest);
  if (!rules) throw new KopilkaError('hub.noProgramme', { moment });
  return rules;
}

async function eventFacts(
  eventing: Eventing,
  book: MemberBook,
  { shop: wanted, identification = 'card', ...happening }: Happening,
  programme: Programme,
): Promise<EventFacts> {
  const { account, shops } = book.row;
  const shop = await eventShop(eventing.tx, wanted ?? shops[0]);
  const goods = await eventGoods(eventing, programme, shop.id);
  const others = await othersOf(eventing, account.referrers ?? [], account.agent);
  const { atRiskSince, reviewed } = account;
  return {
    ...happening,
    shop,
    member: memberFacts(account, identification),
    ...(others.length > 0 ? { others } : {}),
    ...(goods.length > 0 ? { goods } : {}),
    ...(atRiskSince === undefined ? {} : { atRiskSince }),
    ...(reviewed === undefined ? {} : { reviewed }),
  };
}

async function othersOf({ books }: Eventing, referrers: readonly string[], agent: string | undefined) {
  const others: MemberFacts[] = [];
  for (const id of new Set([...referrers, ...(agent === undefined ? [] : [agent])])) {
    const book = await books.member(id);
    if (book) others.push({ ...memberFacts(book.row.account, 'card'), id });
  }
  return others;
}

async function keep({ tx, nowMs }: Eventing, { id, kind, name }: Happening, reply: EventReply): Promise<void> {
  const { member } = reply;
  await tx.addHappening({ id, member, atMs: nowMs, kind, name: name ?? null, answer: JSON.stringify(reply) });
}

type TierEvent = { kind: 'tierReached' | 'tierLost' | 'tierAtRisk'; name: string };

/** Tiers reached, lost or at risk by what was granted, where the programme waits for such. */
async function follow(
  eventing: Eventing,
  { id, moment, shop, channel }: Happening,
  reactions: readonly Reaction[],
  left: number,
): Promise<void> {
  if (left === 0) return;
  for (const { member, tier, atRiskSince } of reactions) {
    const book = tier || typeof atRiskSince === 'string' ? await eventing.books.member(member) : undefined;
    if (!book) continue;
    const happened = tier ? await tierEvent(eventing, moment, tier) : riskOf(book);
    if (!happened || !(await isAwaited(eventing, moment, happened.kind))) continue;
    // Lots and rights are named after their event: the name stays short.
    const next: Happening = {
      id: sha256(`${id} ${happened.kind} ${member}`).slice(0, 32),
      moment,
      shop,
      channel,
      ...happened,
    };
    if (await eventing.tx.happening(next.id)) continue;
    const reply = await answer(eventing, book, next);
    await keep(eventing, next, reply);
    await follow(eventing, next, reply.reactions, left - 1);
  }
}

/** A change of tier by a receipt, told as an event. */
export async function tierChanged(
  eventing: Eventing,
  book: MemberBook,
  { id, moment, shop }: Pick<Happening, 'id' | 'moment' | 'shop'>,
  change: NonNullable<Reaction['tier']>,
): Promise<void> {
  const happened = await tierEvent(eventing, moment, change);
  if (!happened || !(await isAwaited(eventing, moment, happened.kind))) return;
  await happen(eventing, book, { id: `${id}:${happened.kind}`, moment, shop, ...happened });
}

async function tierEvent(
  eventing: Eventing,
  moment: string,
  { from, to }: NonNullable<Reaction['tier']>,
): Promise<TierEvent | null> {
  const { tiers = [] } = (await programmeAt(eventing, moment)).programme;
  const place = (tier: string | null) => tiers.findIndex(({ id }) => id === tier);
  if (to !== null && place(to) > place(from)) return { kind: 'tierReached', name: to };
  return from === null || from === to ? null : { kind: 'tierLost', name: from };
}

function riskOf({ row }: MemberBook): TierEvent | null {
  const { tier } = row.account;
  return tier === null ? null : { kind: 'tierAtRisk', name: tier };
}

/** Whether anything in the programme waits for such an event: else it is not even told. */
export async function isAwaited(eventing: Eventing, moment: string, kind: Happening['kind']): Promise<boolean> {
  const { activities = [], challenges = [] } = (await programmeAt(eventing, moment)).programme;
  return [...activities, ...challenges].some(({ on }) => on.event === kind);
}
