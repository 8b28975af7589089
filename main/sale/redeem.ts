import type { LeaseReply, LeaseRequest } from '../../shared/protocol/hub.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { LeaseAnswer } from '../sync/leases.ts';
import type { Desk } from './desk.ts';
import { floorLeft, rightsAtRisk } from './floor.ts';
import { countedRights, giveBackGrant, rightsFacts } from './holding.ts';
import { refreshedSale } from './members.ts';
import type { HeldLease, OpenSale, RedeemWish } from './open-sale.ts';
import type { Rung } from './view.ts';

/**
 * Spending points and using rights. T0: the hub puts the exact points, and all counted rights of the member, aside for this till before
 * they count. T1: leases that lie here already are the sale's as the member is identified. T2: offline, what the programme lets the till
 * risk. T3: the rest is refused and says so. A total never stands on what nobody holds.
 */
export type Redeeming = {
  /** Throws `member.none`, `sale.paymentBegun`. Resolves when the hub answered or the deadline passed; other commands go on meanwhile. */
  wish(wish: RedeemWish): Promise<void>;
  /** Asks once more for rights that were refused: a gift is to be rung. */
  again(): Promise<void>;
  /** Waits for a lease under way and asks for what a changed basket still lacks: before money is taken. */
  settle(): Promise<void>;
};

type Points = { kind: 'points'; wallet: string; points: number };
type Rights = { kind: 'rights'; rights: string[] };
type Want = (Points | Rights) & { receipt: string; member: string };
type Ask = Want & { requestId: string };

/** How many leases one settling may take: rights, another wallet each, or the rest of a wallet. */
const mostRounds = 9;
/** More rights than this a member hardly has; those beyond wait for the next receipt. */
const mostRights = 100;

/** `report`: told what failed where nobody waits for the answer. */
export function redeeming(desk: Desk, report: (error: unknown) => void): Redeeming {
  let underWay: Promise<void> = Promise.resolve();
  /** Asked and not answered: asked again under the same id, it can't be granted twice. */
  let unanswered: Ask | null = null;

  async function askFor(ask: Ask): Promise<void> {
    const { leases, settings, crash } = desk.deps;
    const { requestId } = ask;
    unanswered = ask;
    const reply = await leases.request(requestOf(ask, desk.open().sale.moment), settings.leaseDeadlineMs, (late) => {
      if (unanswered?.requestId === requestId) unanswered = null;
      giveBackLate(late);
    });
    crash('lease.answered');
    if (reply.kind !== 'offline') unanswered = null;
    accept(ask, reply);
  }

  /** Nobody waits for it any more. What could not be written now is given back by the next session, for the journal does not know it. */
  function giveBackLate(reply: LeaseReply): void {
    if (desk.isClosed) return;
    try {
      giveBackGrant(desk, reply);
    } catch (error) {
      report(error);
    }
  }

  /**
   * Between question and answer the sale may have ended, or become another member's: then it all goes straight back. Of a till that was
   * closed meanwhile the next session gives it back.
   */
  function accept(ask: Ask, reply: LeaseAnswer): void {
    if (desk.isClosed) return;
    const { sale } = desk.counter;
    if (!sale || sale.receipt !== ask.receipt || sale.member?.id !== ask.member) {
      if (reply.kind !== 'offline') giveBackGrant(desk, reply);
    } else if (reply.kind === 'granted') takeLease(desk, sale, ask, reply);
    else desk.keep(refused(desk, sale, ask, reply));
  }

  function nextAsk(): Ask | null {
    const rung = desk.rung();
    const missing = rung && (lackingRights(rung.sale) ?? lackingPoints(rung));
    if (!missing) return null;
    const same = unanswered !== null && isSameAsk(unanswered, missing);
    return { ...missing, requestId: same ? unanswered!.requestId : desk.newId() };
  }

  async function settleAll(): Promise<void> {
    for (let round = 0; round < mostRounds; round += 1) {
      const ask = desk.isClosed ? null : nextAsk();
      if (!ask) return;
      await askFor(ask);
    }
  }

  /** One after another: what the one before was granted is not asked for again. */
  function settle(): Promise<void> {
    underWay = underWay.then(settleAll, settleAll);
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
    async again() {
      const { sale } = desk.open();
      if (sale.rightsRefusal && sale.payments.length === 0) desk.keep({ ...sale, rightsRefusal: null });
      await settle();
    },
    settle,
  };
}

function requestOf(ask: Ask, moment: string): LeaseRequest {
  const { requestId, member } = ask;
  const common = { requestId, member, moment };
  if (ask.kind === 'rights') return { ...common, rights: ask.rights };
  return { ...common, wallet: ask.wallet, points: ask.points, rights: [] };
}

/** Rights the till does not hold and was not refused yet. */
function lackingRights(sale: OpenSale): Want | null {
  if (sale.rightsRefusal || !sale.member || sale.payments.length > 0) return null;
  const rights = rightsFacts(sale)?.withheld.map(({ entitlement }) => entitlement) ?? [];
  if (rights.length === 0) return null;
  return { kind: 'rights', receipt: sale.receipt, member: sale.member.id, rights: rights.slice(0, mostRights) };
}

/**
 * The first wallet whose wish is not covered by leases, and by how much. A refusal stands until it is wished again, and what
 * is owed does not move any more once a part of it is paid.
 */
function lackingPoints({ sale, offers }: Rung): Want | null {
  if (sale.refusal || !sale.member || sale.payments.length > 0) return null;
  for (const { wallet, points } of sale.wishes) {
    const allowed = offers.find((offer) => offer.wallet === wallet)?.points ?? 0;
    const missing = Math.min(points === 'all' ? Infinity : points, allowed) - held(sale.leases, wallet);
    if (missing > 0) return { kind: 'points', receipt: sale.receipt, member: sale.member.id, wallet, points: missing };
  }
  return null;
}

function isSameAsk(ask: Ask, want: Want): boolean {
  const { requestId: _, ...asked } = ask;
  return JSON.stringify(asked) === JSON.stringify(want);
}

function held(leases: readonly HeldLease[], wallet: string): number {
  let points = 0;
  for (const { lots } of leases) for (const lot of lots) if (lot.wallet === wallet) points += lot.points;
  return points;
}

/** The sale without what was asked for: of a hub that was not reached, with what the programme lets the till risk. */
function refused(desk: Desk, sale: OpenSale, ask: Want, reply: Exclude<LeaseAnswer, { kind: 'granted' }>): OpenSale {
  if (reply.kind !== 'offline') {
    const { reason } = reply;
    if (ask.kind === 'rights') return { ...sale, rightsRefusal: 'elsewhere' };
    return { ...sale, refusal: reason === 'elsewhere' ? reason : 'declined' };
  }
  const { journal, replica, ports } = desk.deps;
  const pulledMs = replica.pulledMs();
  const ageMs = pulledMs === null ? null : ports.clock.nowMs() - pulledMs;
  const question = { member: ask.member, ageMs, risked: [...journal.risked(), ...desk.riskedBeside()] };
  const { offline } = desk.open().programme;
  const counted = sale.member ? countedRights(sale.member.facts, sale.moment) : [];
  const risk = { floor: floorLeft(offline, question), rights: rightsAtRisk(offline, question, counted) };
  const refusal = ask.kind === 'rights' ? { rightsRefusal: 'offline' as const } : { refusal: 'offline' as const };
  return { ...sale, ...refusal, ...(risk.floor.length + risk.rights.length > 0 ? { risk } : {}) };
}

type Granted = Extract<LeaseReply, { kind: 'granted' }>;

/**
 * Accepted into the journal first; then the sale holds it. A crash between the two leaves a lease at hand that no sale holds: the till
 * gives it back when it is online again.
 */
function takeLease(desk: Desk, sale: OpenSale, ask: Ask, { grant, signature }: Granted): void {
  const { lease } = grant;
  // A session that began meanwhile gave it back: a closed lease never opens again.
  if (desk.deps.journal.leaseState(lease.id) !== undefined) return desk.keep(refused(desk, sale, ask, offline));
  desk.write({ records: [{ kind: 'lease.accepted', grant, signature }] });
  desk.deps.crash('lease.accepted');
  const taken = { lease: lease.id, member: ask.member, lots: lease.lots, rights: lease.rights ?? [], ahead: false };
  const holding: OpenSale = { ...sale, leases: [...sale.leases, taken], ...shortfall(sale, ask, taken) };
  desk.keep(refreshedSale(desk, holding));
}

const offline = { kind: 'offline' } as const;

/** Less than was asked for is a refusal of the rest. */
function shortfall(
  { member }: OpenSale,
  ask: Ask,
  { lots, rights }: HeldLease,
): Pick<OpenSale, 'refusal'> | Pick<OpenSale, 'rightsRefusal'> {
  if (ask.kind === 'rights') return { rightsRefusal: rights.length < ask.rights.length ? 'elsewhere' : null };
  const points = lots.reduce((sum, lot) => sum + lot.points, 0);
  if (points >= ask.points) return { refusal: null };
  const isElsewhere = member?.elsewhere?.some(({ wallet }) => wallet === ask.wallet);
  return { refusal: isElsewhere ? 'elsewhere' : 'declined' };
}
