import type { LeaseReply } from '../../shared/protocol/hub.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Desk } from './desk.ts';
import { refreshed } from './members.ts';
import type { HeldLease, OpenSale, RedeemWish } from './open-sale.ts';
import type { Rung } from './view.ts';

/**
 * Spending points, level T0: the hub puts the exact points aside for this till before they count. Until a lease is committed in
 * the journal a wish comes to nothing, so a total never stands on points nobody holds; refused or offline says so (T3).
 */
export type Redeeming = {
  /** Throws `member.none`, `sale.paymentBegun`. Resolves when the hub answered or the deadline passed; other commands go on meanwhile. */
  wish(wish: RedeemWish): Promise<void>;
  /** Waits for a lease under way and asks for what a changed basket still lacks: before money is taken. */
  settle(): Promise<void>;
};

type Ask = { requestId: string; receipt: string; member: string; wallet: string; points: number };

/** How many leases one settling may take: another wallet each, or the rest of a wallet. */
const mostRounds = 8;

/** `report`: told what failed where nobody waits for the answer. */
export function redeeming(desk: Desk, report: (error: unknown) => void): Redeeming {
  let underWay: Promise<void> = Promise.resolve();
  /** Asked and not answered: asked again under the same id, it can't be granted twice. */
  let unanswered: Ask | null = null;

  async function askFor(ask: Ask): Promise<void> {
    const { leases, settings, crash } = desk.deps;
    const { requestId, member, wallet, points } = ask;
    unanswered = ask;
    const request = { requestId, member, wallet, points, moment: desk.open().sale.moment };
    const reply = await leases.request(request, settings.leaseDeadlineMs, (late) => {
      if (unanswered?.requestId === requestId) unanswered = null;
      giveBackLate(late);
    });
    crash('lease.answered');
    if (reply.kind !== 'offline') unanswered = null;
    accept(ask, reply);
  }

  /** Nobody waits for it any more. What could not be written now is given back by the next session, for the journal does not know it. */
  function giveBackLate(reply: LeaseReply): void {
    try {
      giveBack(desk, reply);
    } catch (error) {
      report(error);
    }
  }

  /** Between question and answer the sale may have ended, or become another member's: then the points go straight back. */
  function accept(ask: Ask, reply: LeaseReply | { kind: 'offline' }): void {
    const { sale } = desk.counter;
    if (!sale || sale.receipt !== ask.receipt || sale.member?.id !== ask.member) {
      if (reply.kind !== 'offline') giveBack(desk, reply);
    } else if (reply.kind === 'offline') desk.keep({ ...sale, refusal: 'offline' });
    else if (reply.kind === 'refused') desk.keep({ ...sale, refusal: 'declined' });
    else takeLease(desk, sale, ask, reply);
  }

  function nextAsk(): Ask | null {
    const rung = desk.rung();
    const missing = rung && lacking(rung);
    if (!missing) return null;
    const same = unanswered !== null && isSameAsk(unanswered, missing);
    return { ...missing, requestId: same ? unanswered!.requestId : desk.newId() };
  }

  async function settleWish(): Promise<void> {
    for (let round = 0; round < mostRounds; round += 1) {
      const ask = nextAsk();
      if (!ask) return;
      await askFor(ask);
    }
  }

  /** One after another: what the one before was granted is not asked for again. */
  function settle(): Promise<void> {
    underWay = underWay.then(settleWish, settleWish);
    return underWay;
  }

  return {
    async wish(wish) {
      const { sale } = desk.open();
      if (!sale.member) throw new KopilkaError('member.none');
      if (sale.payments.length > 0) throw new KopilkaError('sale.paymentBegun');
      const others = sale.wishes.filter(({ wallet }) => wallet !== wish.wallet);
      const wishes = wish.points === 0 ? others : [...others, wish];
      desk.keep({ ...sale, wishes, refusal: null });
      await settle();
    },
    settle,
  };
}

/**
 * The first wallet whose wish is not covered by leases, and by how much. A refusal stands until it is wished again, and what
 * is owed does not move any more once a part of it is paid.
 */
function lacking({ sale, offers }: Rung): Omit<Ask, 'requestId'> | null {
  if (sale.refusal || !sale.member || sale.payments.length > 0) return null;
  for (const { wallet, points } of sale.wishes) {
    const allowed = offers.find((offer) => offer.wallet === wallet)?.points ?? 0;
    const missing = Math.min(points === 'all' ? Infinity : points, allowed) - held(sale.leases, wallet);
    if (missing > 0) return { receipt: sale.receipt, member: sale.member.id, wallet, points: missing };
  }
  return null;
}

function isSameAsk(a: Omit<Ask, 'requestId'>, b: Omit<Ask, 'requestId'>): boolean {
  return a.receipt === b.receipt && a.member === b.member && a.wallet === b.wallet && a.points === b.points;
}

function held(leases: readonly HeldLease[], wallet: string): number {
  let points = 0;
  for (const lease of leases) if (lease.wallet === wallet) for (const lot of lease.lots) points += lot.points;
  return points;
}

/**
 * Accepted into the journal first; then the sale holds it. A crash between the two leaves a lease no sale holds: the till
 * closes those when it starts.
 */
function takeLease(desk: Desk, sale: OpenSale, ask: Ask, reply: Extract<LeaseReply, { kind: 'granted' }>): void {
  const { grant, signature } = reply;
  const { lease, member } = grant;
  // A session that began meanwhile gave it back: a closed lease never opens again.
  if (desk.deps.journal.leaseState(lease.id) !== undefined) return desk.keep({ ...sale, refusal: 'offline' });
  desk.write({ records: [{ kind: 'lease.accepted', grant, signature }] });
  desk.deps.crash('lease.accepted');
  const leases = [...sale.leases, { lease: lease.id, member, wallet: ask.wallet, lots: lease.lots }];
  const covered = held(leases, ask.wallet) - held(sale.leases, ask.wallet) >= ask.points;
  const holding: OpenSale = { ...sale, leases, refusal: covered ? null : 'declined' };
  desk.keep({ ...holding, member: holding.member && refreshed(desk, holding.member) });
}

/** Points granted for a sale that is gone, or too late for it: closed without having been accepted. */
function giveBack(desk: Desk, reply: LeaseReply): void {
  if (reply.kind !== 'granted') return;
  const { lease, member } = reply.grant;
  if (desk.deps.journal.leaseState(lease.id) !== undefined) return;
  desk.write({ records: [{ kind: 'lease.closed', lease: lease.id, member }] });
}
