import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { EventReply, EventRequest } from '../../shared/protocol/happening.ts';
import { Books } from '../ledger/books.ts';
import type { MemberBook } from '../ledger/books.ts';
import type { Clock } from '../ports.ts';
import type { Engine } from '../reconcile/engines.ts';
import type { Revisions } from '../reconcile/revisions.ts';
import { saveLateLimits } from '../reconcile/verdicts.ts';
import type { Store, Tx } from '../store/store.ts';
import { happen } from './happen.ts';
import type { Eventing } from './happen.ts';
import { registered } from './registered.ts';

export type EventDeps = { store: Store; revisions: Revisions; engines: Engine; clock: Clock };

/** Answers an event that was told from outside. Throws `member.unknown`, `event.taken`, `hub.noProgramme`, `hub.noShop`. */
export async function answerEvent(deps: EventDeps, request: EventRequest): Promise<EventReply> {
  return inOneGo(deps, async (eventing) => {
    const { tx, books } = eventing;
    const book = await findMember(tx, books, request.member);
    if (!book) throw new KopilkaError('member.unknown', { value: request.member });
    const { id, kind, link, referrer, set, member: _, ...happening } = request;
    const { member } = book.row;
    const known = await tx.happening(id);
    if (known) {
      if (known.member !== member || known.kind !== kind) {
        throw new KopilkaError('event.taken', { id, kind: known.kind, member: known.member });
      }
      return JSON.parse(known.answer) as EventReply;
    }
    if (set) {
      const { dates: __, ...undated } = set;
      const description = (await tx.erasure(member)) ? undated : set;
      await books.ofHub(book, eventing.nowMs, () => ({ kind: 'described', description }));
    }
    if (kind !== 'registered') return happen(eventing, book, { id, kind, ...happening });
    const reply = { ...(await registered(eventing, book, { ...happening, link, referrer })), id };
    await tx.addHappening({ id, member, atMs: eventing.nowMs, kind, name: null, answer: JSON.stringify(reply) });
    return reply;
  });
}

/** Runs `work` on the accounts in one transaction that also feeds what it changed. */
export async function inOneGo<T>(
  { store, revisions, engines, clock }: EventDeps,
  work: (eventing: Eventing) => Promise<T>,
): Promise<T> {
  await revisions.refresh(store.reader);
  return store.write(async (tx) => {
    const books = new Books(tx);
    const result = await work({ tx, books, revisions, engines, nowMs: clock.nowMs() });
    await saveLateLimits(tx, await books.save());
    await tx.takePositions();
    return result;
  });
}

/** By id, alias or card. */
export async function findMember(tx: Tx, books: Books, named: string): Promise<MemberBook | undefined> {
  const known = await books.member(named);
  if (known) return known;
  const owner = await tx.cardOwner(named);
  return owner === undefined ? undefined : books.member(owner);
}
