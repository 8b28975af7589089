import type { ReturnedLine } from '../../shared/loyalty/engine.ts';
import { dueMinor } from '../../shared/loyalty/outcome.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { LeaseReply } from '../../shared/protocol/hub.ts';
import type { AttachedBody, SaleBody } from '../../shared/protocol/journal.ts';
import type { Desk } from './desk.ts';
import { giveBackGrant } from './holding.ts';

/**
 * The right to take goods back by a receipt is one till's at a time: of the till that sold from the sale on, until another one asks for
 * it; of any other by a lease, which the hub grants and which goes back when the customer went.
 */
export type HeldSale = {
  sale: SaleBody;
  /** By what it became a member's later; null: it did not. */
  attached: AttachedBody | null;
  /** What came back of it before, in order. */
  returned: ReturnedLine[];
  /** How much of its money went back with that. */
  refundedMinor: number;
  /** Null: this till's own, for it made the sale. */
  lease: string | null;
};

/** What the hub told of a sale, as it is kept beside the lease. */
type Sold = Omit<HeldSale, 'lease' | 'attached'> & { attached?: AttachedBody | undefined };

/** The receipt's sale, as long as its return right is here. */
export function heldSale({ deps: { journal } }: Desk, receipt: string): HeldSale | null {
  const own = journal.leaseState(receipt) === undefined ? journal.sale(receipt) : undefined;
  if (own) {
    const attached = journal.attached(receipt);
    return withOwn({ sale: own.record.body, attached, returned: [], refundedMinor: 0, lease: null });
  }
  for (const { lease, receipt: of } of journal.openLeases()) {
    const text = of === receipt ? journal.soldUnder(lease) : null;
    if (text === null) continue;
    const { attached = null, ...sold } = JSON.parse(text) as Sold;
    return withOwn({ ...sold, attached, lease });
  }
  return null;

  /** With what was taken here under that very right. */
  function withOwn(held: HeldSale): HeldSale {
    const under = journal.returnsOf(receipt).filter(({ body }) => (body.lease ?? null) === held.lease);
    return {
      ...held,
      returned: [...held.returned, ...under.flatMap(({ body }) => body.lines)],
      refundedMinor: under.reduce((sum, { body }) => sum + dueMinor(body.money.totals), held.refundedMinor),
    };
  }
}

export type ReturnRights = {
  /**
   * The receipt's sale with its return right, which is asked of the hub where it is not here. Throws `return.notFound`,
   * `return.elsewhere`, `return.allBack`, `return.offline`.
   */
  take(receipt: string): Promise<HeldSale>;
};

/** The customer waits, and there is no next level. */
const patienceMs = 5000;

export function returnRights(desk: Desk, report: (error: unknown) => void): ReturnRights {
  /** By receipt, asked and not answered: asked again under the same id, it can't be granted twice. */
  const unanswered = new Map<string, string>();

  function giveBackLate(receipt: string, reply: LeaseReply): void {
    unanswered.delete(receipt);
    if (desk.isClosed) return;
    try {
      giveBackGrant(desk, reply);
    } catch (error) {
      report(error);
    }
  }

  return {
    async take(receipt) {
      const held = heldSale(desk, receipt);
      if (held) return held;
      desk.maySell();
      const requestId = unanswered.get(receipt) ?? desk.newId();
      unanswered.set(receipt, requestId);
      const reply = await desk.deps.leases.request({ requestId, receipt }, patienceMs, (late) =>
        giveBackLate(receipt, late),
      );
      if (reply.kind !== 'offline') unanswered.delete(receipt);
      if (desk.isClosed) throw new KopilkaError('till.closed');
      if (reply.kind === 'granted') keep(desk, receipt, reply);
      const now = heldSale(desk, receipt);
      if (now) return now;
      throw refusal(receipt, reply.kind === 'refused' ? reply : null);
    },
  };
}

function keep(desk: Desk, receipt: string, { grant, signature, sold }: Extract<LeaseReply, { kind: 'granted' }>): void {
  const { lease, returns } = grant;
  // A session that began meanwhile gave it back, or another question had the same answer.
  if (desk.deps.journal.leaseState(lease.id) !== undefined || !sold || !returns) return;
  const told: Sold = { ...sold, returned: returns.returned };
  desk.returning = receipt;
  desk.write({
    records: [{ kind: 'lease.accepted', grant, signature }],
    also: (tx) => tx.keepSold(lease.id, JSON.stringify(told)),
  });
}

function refusal(code: string, reply: Extract<LeaseReply, { kind: 'refused' }> | null): KopilkaError {
  if (reply?.reason === 'unknownReceipt') return new KopilkaError('return.notFound', { code });
  if (reply?.reason === 'returned') return new KopilkaError('return.allBack', { code });
  return reply ? new KopilkaError('return.elsewhere', { till: reply.till ?? '' }) : new KopilkaError('return.offline');
}
