import { localMoment } from '../../shared/i18n/zone.ts';
import { availableLots } from '../../shared/loyalty/account.ts';
import type { Account } from '../../shared/loyalty/account.ts';
import type { AccountEvent } from '../../shared/loyalty/fold.ts';
import type { Movement } from '../../shared/loyalty/outcome.ts';
import type { Wallet } from '../../shared/loyalty/programme/schema.ts';
import { lotDates } from '../../shared/loyalty/time/lifetime.ts';
import { parseMoment } from '../../shared/loyalty/time/moment.ts';
import type { PointsReply, PointsRequest } from '../../shared/protocol/by-hand.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { MemberBook } from '../ledger/books.ts';
import type { Ports } from '../ports.ts';
import { writeDown } from '../users/audit.ts';
import type { Actor } from '../users/audit.ts';
import { findMember, inOneGo } from './answer.ts';
import type { EventDeps } from './answer.ts';
import { programmeAt } from './happen.ts';
import type { Eventing } from './happen.ts';
import { eventShop } from './place.ts';

/** What points by hand are known by among events and in the ledger's history. */
const byHand = 'byHand';

/** As the hub keeps it: with the name of who gave or took. Why stands in the audit. */
export type ByHandEvent = Extract<AccountEvent, { kind: 'reacted' }> & { by: string };

/**
 * Gives a member points, or takes them, once an id. What is taken later turns out to have been spent before is let go: it is never owed.
 * Throws `member.unknown`, `event.taken`, `hub.noProgramme`, `points.noWallet`, `points.tooFew`.
 */
export async function pointsByHand(
  deps: EventDeps & { ports: Pick<Ports, 'clock' | 'random'> },
  actor: Actor,
  named: string,
  { id, wallet, points, why }: PointsRequest,
): Promise<PointsReply> {
  return inOneGo(deps, async (eventing) => {
    const { tx, books, nowMs } = eventing;
    const book = await findMember(tx, books, named);
    if (!book) throw new KopilkaError('member.unknown', { value: named });
    const { member } = book.row;
    const known = await tx.happening(id);
    if (known) {
      if (known.kind === byHand && known.member === member) return JSON.parse(known.answer) as PointsReply;
      throw new KopilkaError('event.taken', { id, kind: known.kind, member: known.member });
    }
    const movement = await movementOf(eventing, book, { id, wallet, points });
    await books.ofHub(book, nowMs, () => eventOf(member, movement, actor));
    const reply = { id, member, wallet, points, balance: balanceOf(book.row.account.lots, wallet) };
    await tx.addHappening({ id, member, atMs: nowMs, kind: byHand, name: wallet, answer: JSON.stringify(reply) });
    const subject = `${member} ${points > 0 ? '+' : ''}${points} ${wallet}`;
    await writeDown(tx, deps.ports, actor, { action: 'member.points', subject, why });
    return reply;
  });
}

async function movementOf(
  eventing: Eventing,
  { row }: MemberBook,
  { id, wallet, points }: Pick<PointsRequest, 'id' | 'wallet' | 'points'>,
): Promise<Movement> {
  const { zone } = await eventShop(eventing.tx, row.shops[0]);
  const moment = localMoment(eventing.nowMs, zone.offsets);
  const known = (await programmeAt(eventing, moment)).programme.wallets.find((each) => each.id === wallet);
  if (!known) throw new KopilkaError('points.noWallet', { wallet });
  const lot = `${byHand}:${id}`;
  if (points > 0) return { kind: 'accrue', wallet, lot, points, ...datesOf(known, moment, zone.offsets) };
  const free = balanceOf(availableLots(row.account), wallet);
  if (free < -points) throw new KopilkaError('points.tooFew', { member: row.member, wallet, points: free });
  return { kind: 'clawback', wallet, lot, points: -points, forgive: true };
}

/** At once, and for as long as the wallet's points live. */
function datesOf({ lifetime = { kind: 'never' } }: Wallet, moment: string, offsets: Parameters<typeof lotDates>[4]) {
  return lotDates(moment, parseMoment(moment), 0, lifetime, offsets);
}

function eventOf(member: string, movement: Movement, { name: by }: Actor): ByHandEvent {
  const nothing = { issued: [], terms: [], tier: null, counters: [], uses: [], donations: [], messages: [] };
  return { kind: 'reacted', reaction: { rule: byHand, who: 'member', member, movements: [movement], ...nothing }, by };
}

function balanceOf(lots: Account['lots'], wallet: string): number {
  return lots.reduce((sum, lot) => sum + (lot.wallet === wallet ? lot.points : 0), 0);
}
