import { dueMinor } from '../../shared/loyalty/outcome.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Cashier, PublishedProgramme, Shop } from '../../shared/protocol/feed.ts';
import type { RecordBody } from '../../shared/protocol/journal.ts';
import { readShift, shiftText } from '../shift/state.ts';
import type { ShiftState } from '../shift/state.ts';
import type { JournalTx } from '../store/journal.ts';
import type { Risk } from '../store/risks.ts';
import type { SaleDeps } from './deps.ts';
import { allToBeHad, quoteFacts, saleFacts } from './facts.ts';
import { newId } from './ids.ts';
import { counterText, openSale, readCounter } from './open-sale.ts';
import type { Counter, OpenSale } from './open-sale.ts';
import { paidMinor } from './payments.ts';
import { surroundings } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';
import { noticeClosedGoods } from './refused.ts';
import type { Unwritten } from './unwritten.ts';
import { openRuleFacts } from './rule-facts.ts';
import { counterSeat } from './seat.ts';
import type { Seat } from './seat.ts';
import type { Rung } from './view.ts';

/** What a till that may sell knows: without it every selling command is refused with what is missing. */
export type Ready = { shop: Shop; cashier: Cashier; shift: ShiftState };

/** What a command leaves behind. What is left out stays. */
export type Change = {
  counter?: Counter;
  shift?: ShiftState | null;
  records?: readonly RecordBody[];
  /** More for the same transaction. */
  also?: (tx: JournalTx) => void;
};

/** What desks of one till have in common. */
type Common = { around: Surroundings; ruleFacts: ReturnType<typeof openRuleFacts>; desks: Set<Desk> };

/**
 * The counter and all that may be done with it: one change at a time, evaluated first, then written with its records in one
 * transaction, then shown. What is in memory is always what the journal holds.
 */
export class Desk {
  readonly deps: SaleDeps;
  readonly around: Surroundings;
  readonly seat: Seat;
  readonly unwritten: Unwritten = new Map();
  /** The receipt that goods are being taken back by, whose right was asked of the hub: until another customer comes. */
  returning: string | null = null;
  readonly #common: Common;
  #counter: Counter;
  #shift: ShiftState | null;
  #rung: Rung | null = null;
  #closed = false;

  constructor(deps: SaleDeps, seat: Seat = counterSeat(deps.journal), common?: Common) {
    this.deps = deps;
    this.seat = seat;
    this.#common = common ?? { around: surroundings(deps), ruleFacts: openRuleFacts(deps), desks: new Set() };
    this.around = this.#common.around;
    this.#counter = readCounter(seat.load());
    this.#shift = seat.host === null ? readShift(deps.journal.shift()) : null;
    if (!seat.isQuote) this.#common.desks.add(this);
  }

  /** Another desk of the same till, for receipts of its own. Those that write are to be `leave`d. */
  beside(deps: SaleDeps, seat: Seat): Desk {
    const desk = new Desk(deps, seat, this.#common);
    desk.#closed = this.#closed;
    return desk;
  }

  /** Its receipt is no more. */
  leave(): void {
    this.#common.desks.delete(this);
  }

  /** All desks of the till that hold receipts, this one among them. */
  get all(): readonly Desk[] {
    return [...this.#common.desks];
  }

  /** Leases that receipts hold, other than this desk's. */
  heldBeside(): Set<string> {
    return new Set(this.#beside().flatMap(({ leases }) => leases.map(({ lease }) => lease)));
  }

  /** What open receipts other than this desk's may risk without a lease, as if they had. */
  riskedBeside(): Risk[] {
    return this.#beside().flatMap(({ member, risk }) => {
      if (!member || !risk) return [];
      const points = risk.floor.map((each) => ({ member: member.id, ...each }));
      return [...points, ...risk.rights.map((entitlement) => ({ member: member.id, entitlement }))];
    });
  }

  #beside(): OpenSale[] {
    return this.all.flatMap((desk) => (desk === this ? [] : (desk.counter.sale ?? [])));
  }

  get counter(): Counter {
    return this.#counter;
  }

  get shift(): ShiftState | null {
    return this.#shift;
  }

  /** The open sale with its outcome, or null. Kept from the command that made it; computed anew after a restart. */
  rung(): Rung | null {
    const { sale } = this.#counter;
    if (sale === null) return null;
    if (this.#rung?.sale !== sale) this.#rung = this.evaluate(sale);
    return this.#rung;
  }

  /** The open sale with its outcome. Throws `sale.none`. */
  open(): Rung {
    const rung = this.rung();
    if (!rung) throw new KopilkaError('sale.none');
    return rung;
  }

  /** The open sale, or a new one pinned to this moment. Throws what keeps the till from selling. */
  begin(): OpenSale {
    this.maySell();
    const { sale, giveBack } = this.#counter;
    if (sale) return sale;
    if (giveBack) throw new KopilkaError('return.underWay');
    this.returning = null;
    this.deps.freshen();
    return openSale({ receipt: this.newId(), ...this.pin() });
  }

  /** Moment, programme and catalogue of a receipt, taken together. */
  pin(): Pick<OpenSale, 'moment' | 'programme' | 'replica' | 'rules'> {
    const moment = this.around.now();
    const { hash, programme } = this.around.programmeAt(moment);
    return { moment, programme: hash, ...this.pinShop(programme) };
  }

  /** What the shop is for a receipt of this programme, as of now. */
  pinShop(programme: Programme): Pick<OpenSale, 'replica' | 'rules'> {
    return { replica: this.deps.replica.checkpoint(), rules: this.#common.ruleFacts(programme) };
  }

  evaluate(sale: OpenSale): Rung {
    const { engines, till } = this.deps;
    const engine = engines.newest;
    const published = this.programmeOf(sale);
    const compiled = engines.compiled(engine, published);
    const place = { shop: this.around.shop(), till, cashier: this.#cashier() };
    const told = saleFacts(sale, place, published);
    const facts = this.seat.isQuote ? allToBeHad(sale, told) : told;
    const outcome = engine.evaluate(compiled, facts);
    const offers =
      sale.wishes.length === 0 ? outcome.redeemable : engine.evaluate(compiled, quoteFacts(sale, facts)).redeemable;
    return { sale, facts, outcome, programme: published.programme, engine, offers };
  }

  programmeOf(sale: OpenSale): PublishedProgramme {
    return this.around.programme(sale.programme) ?? this.around.programmeAt(sale.moment);
  }

  /**
   * Makes `sale` the open one (null: none). What is paid already must still be owed: a change that would leave the customer
   * overcharged is refused before anything is written.
   */
  keep(sale: OpenSale | null, change: Omit<Change, 'counter'> = {}): void {
    const rung = sale && this.evaluate(sale);
    if (rung) this.#refuseOverpaid(rung);
    const before = this.#rung;
    const records = this.#commit({ ...change, counter: { ...this.#counter, sale, done: null } });
    this.#rung = rung;
    if (rung) noticeClosedGoods(this.deps, this.around, before, rung);
    this.deps.changed(records);
  }

  /**
   * Writes a change in one transaction; in memory it holds only once that is committed. A change that needs what only the
   * transaction can give (a receipt number) is made within it.
   */
  write(make: Change | ((tx: JournalTx) => Change)): void {
    this.deps.changed(this.#commit(make));
  }

  #commit(make: Change | ((tx: JournalTx) => Change)): readonly RecordBody[] {
    if (this.#closed) throw new KopilkaError('till.closed');
    const { journal, crash } = this.deps;
    if (this.seat.isQuote) return this.#commitNothing(make);
    const by = this.by();
    crash('change.before');
    const { counter, shift, records } = journal.transact((tx) => {
      const change = typeof make === 'function' ? make(tx) : make;
      const { records: appended = [] } = change;
      const after = {
        counter: change.counter ?? this.#counter,
        shift: change.shift === undefined ? this.#shift : change.shift,
        records: appended,
      };
      for (const record of appended) tx.append(record, by);
      change.also?.(tx);
      if (after.counter !== this.#counter) this.seat.save(tx, counterText(after.counter));
      if (after.shift !== this.#shift) tx.saveShift(shiftText(after.shift));
      crash('change.inside');
      return after;
    });
    crash('change.committed');
    this.#counter = counter;
    this.#shift = shift;
    return records;
  }

  #commitNothing(make: Parameters<Desk['write']>[0]): [] {
    if (typeof make === 'function') throw new Error('a quote needs nothing of a transaction');
    if (make.counter) this.#counter = make.counter;
    return [];
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Nothing is written any more: whoever still waits for a terminal or the hub is told so. */
  close(): void {
    for (const desk of this.all) desk.#closed = true;
  }

  /** Who and when, as every record says it. */
  by(): { at: string; shift: string | null; cashier: string | null } {
    return { at: this.around.now(), shift: this.#shift?.id ?? null, cashier: this.#cashier() };
  }

  #cashier(): string | null {
    return this.seat.host === null ? (this.around.cashier()?.id ?? null) : null;
  }

  /** Throws what keeps it from selling. Another till has cashiers and shifts of its own. */
  maySell(): void {
    if (this.#closed) throw new KopilkaError('till.closed');
    if (this.seat.host === null) this.ready();
    else this.around.shop();
  }

  ready(): Ready {
    const shop = this.around.shop();
    const cashier = this.around.cashier();
    if (!cashier) throw new KopilkaError('cashier.signedOut');
    if (!this.#shift) throw new KopilkaError('shift.closed');
    return { shop, cashier, shift: this.#shift };
  }

  newId(): string {
    return newId(this.deps.ports.random);
  }

  #refuseOverpaid({ sale, outcome }: Rung): void {
    const paid = paidMinor(sale);
    const due = dueMinor(outcome.totals);
    if (paid <= due) return;
    const { money } = this.around;
    throw new KopilkaError('sale.overpaid', { paid: money(paid), net: money(due) });
  }
}
