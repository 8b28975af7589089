import { localMoment } from '../../../shared/i18n/zone.ts';
import type { ShopFacts } from '../../../shared/loyalty/facts.ts';
import { dayNumberOf, dayOf } from '../../../shared/loyalty/time/moment.ts';
import type { DayRound } from '../../../shared/protocol/hub.ts';
import { inOneGo } from '../../events/answer.ts';
import type { EventDeps } from '../../events/answer.ts';
import { happen } from '../../events/happen.ts';
import { eventShop } from '../../events/place.ts';
import { sha256 } from '../../identity/hash.ts';
import type { ProgrammeRules } from '../../reconcile/revisions.ts';
import type { MemberRow } from '../../store/rows.ts';
import { dueEvents, waitingFor } from './due.ts';
import type { Due, Waiting } from './due.ts';
import { segmentMoves } from './segments.ts';

const membersAtOnce = 500;
const lastKey = 'jobs.day';
/** A hub that was away longer does not go through every day of it. */
const mostDays = 31;

/**
 * Goes through all members once a local day: segments by rule, then what the day itself brings (dates, calendar, silence, points
 * about to lapse, churn risk, terms that ended, reviews of tiers). Days the hub was away are made up for. Repeatable: a day that
 * was gone through is not again, and every event has an id of its own.
 */
export async function runDays(deps: EventDeps, atMs: number): Promise<DayRound[]> {
  const { reader } = deps.store;
  if ((await reader.shops()).length === 0) return [];
  const { zone } = await eventShop(reader, undefined);
  const moment = localMoment(atMs, zone.offsets);
  const today = dayNumberOf(moment.slice(0, 10));
  const last = await reader.meta(lastKey);
  const first = last === undefined ? today : Math.max(dayNumberOf(last) + 1, today - mostDays + 1);
  const rounds: DayRound[] = [];
  for (let day = first; day <= today; day += 1) {
    // The days that were missed are told as of noon; today as of now.
    const at = day === today ? moment : moment.replace(/^.{10}T.{8}/, `${dayOf(day)}T12:00:00`);
    const round = await runDay(deps, dayOf(day), at, zone);
    if (round) rounds.push(round);
    await deps.store.write(async (tx) => tx.setMeta(lastKey, dayOf(day)));
  }
  return rounds;
}

async function runDay(
  deps: EventDeps,
  day: string,
  moment: string,
  { offsets }: ShopFacts['zone'],
): Promise<DayRound | null> {
  const { store, revisions, engines } = deps;
  await revisions.refresh(store.reader);
  const rules = await revisions.programmeAt(store.reader, Date.parse(moment), engines.newest);
  if (!rules) return null;
  const waiting = waitingFor(rules.programme);
  const offsetMinutes = offsetAt(moment, offsets);
  const round: DayRound = { day, members: 0, segments: 0, events: {} };
  let after = '';
  for (;;) {
    const rows = await store.reader.members(after, membersAtOnce);
    const work = rows.flatMap((row) => workOf(row, rules, waiting, day, offsetMinutes));
    if (work.length > 0) addTo(round, await inOneGo(deps, (eventing) => doWork(eventing, work, { day, moment })));
    round.members += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < membersAtOnce) return round;
    after = last.member;
  }
}

/** What one transaction of a round did. */
type Done = { segments: number; events: string[] };
type Work = { member: string; moves: ReturnType<typeof segmentMoves>; due: Due[] };

function workOf(
  { member, account }: MemberRow,
  { programme }: ProgrammeRules,
  waiting: Waiting,
  day: string,
  offsetMinutes: number,
): Work[] {
  const moves = segmentMoves(programme, account, day);
  const due = account.blocked ? [] : dueEvents(waiting, account, day, offsetMinutes);
  return moves || due.length > 0 ? [{ member, moves, due }] : [];
}

async function doWork(
  eventing: Parameters<typeof happen>[0],
  work: readonly Work[],
  { day, moment }: { day: string; moment: string },
): Promise<Done> {
  const { books, nowMs } = eventing;
  const done: Done = { segments: 0, events: [] };
  for (const { member, moves, due } of work) {
    const book = await books.member(member);
    if (!book) continue;
    if (moves) {
      await books.ofHub(book, nowMs, () => ({ kind: 'described', description: moves }));
      done.segments += 1;
    }
    for (const { about, ...event } of due) {
      const id = sha256(`${event.kind} ${about} ${day} ${member}`).slice(0, 32);
      const { reactions } = await happen(eventing, book, { ...event, id, moment }, { keepRefused: false });
      if (reactions.length > 0) done.events.push(event.kind);
    }
  }
  return done;
}

function addTo(round: DayRound, { segments, events }: Done): void {
  round.segments += segments;
  for (const kind of events) round.events[kind] = (round.events[kind] ?? 0) + 1;
}

function offsetAt(moment: string, offsets: ShopFacts['zone']['offsets']): number {
  const at = Date.parse(moment);
  return (offsets.findLast(({ from }) => Date.parse(from) <= at) ?? offsets[0]!).offsetMinutes;
}
