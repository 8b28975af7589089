import { availableLots } from '../../shared/loyalty/account.ts';
import type { Offline } from '../../shared/loyalty/programme/offline.ts';
import type { LeaseRequest } from '../../shared/protocol/hub.ts';
import type { Desk } from './desk.ts';
import { countedRights } from './holding.ts';
import { memberSnapshot } from './member-view.ts';
import { spendable } from './view.ts';

/** How often regulars are looked for. */
const everyMs = 60_000;
const dayMs = 86_400_000;
/** Nobody waits for the answer. */
const patienceMs = 15_000;

/**
 * Level T1 ahead of time: while nothing lies on the counter and the hub answers, asks for all points and rights of the till's regulars,
 * one after another, so that they can be spent here offline. To be called whenever something changed: mostly it does nothing.
 */
export function leasingAhead(desk: Desk, report: (error: unknown) => void): () => void {
  const { ports, leases, journal } = desk.deps;
  let nextMs = 0;
  let isAsking = false;

  function isIdle(): boolean {
    return !desk.isClosed && desk.deps.online() && desk.shift !== null && desk.counter.sale === null;
  }

  async function askAll(policy: NonNullable<Offline['ahead']>): Promise<void> {
    for (const member of regularsWithout(desk, policy)) {
      for (const request of requests(desk, member)) {
        if (!isIdle()) return;
        const reply = await leases.request(request, patienceMs, () => undefined);
        if (reply.kind === 'offline') return;
        if (reply.kind !== 'granted' || desk.isClosed) continue;
        const { grant, signature } = reply;
        if (journal.leaseState(grant.lease.id) !== undefined) continue;
        desk.write({ records: [{ kind: 'lease.accepted', grant, signature }] });
      }
    }
  }

  return () => {
    const nowMs = ports.clock.nowMs();
    if (isAsking || nowMs < nextMs || !isIdle()) return;
    const policy = desk.around.programmeAt(desk.around.now()).programme.offline?.ahead;
    nextMs = nowMs + everyMs;
    if (!policy) return;
    isAsking = true;
    // An answer that comes too late, or can't be written, is given back by the next session: the journal does not know it.
    void askAll(policy)
      .catch(report)
      .finally(() => (isAsking = false));
  };
}

/** Those with the most receipts here of late who have nothing set aside yet, as many as may still have. */
function regularsWithout({ deps }: Desk, { receipts, days, members }: NonNullable<Offline['ahead']>): string[] {
  const { journal, ports } = deps;
  const since = new Date(ports.clock.nowMs() - days * dayMs).toISOString();
  const having = new Set(journal.openLeases().flatMap(({ ahead, member }) => (ahead ? [member] : [])));
  return journal.regulars({ since, receipts, members }).filter((member) => !having.has(member));
}

function requests(desk: Desk, member: string): LeaseRequest[] {
  const account = memberSnapshot(member, desk.deps)?.account;
  if (!account) return [];
  const moment = desk.around.now();
  const common = { member, moment, ahead: true as const };
  const rights = countedRights(account, moment);
  const free = availableLots(account);
  const asked = desk.around.programmeAt(moment).programme.wallets.flatMap(({ id: wallet, worthMinor }) => {
    const points = spendable(free, wallet, moment).reduce((sum, lot) => sum + lot.points, 0);
    return worthMinor > 0 && points > 0 ? [{ ...common, wallet, points, rights: [] as string[] }] : [];
  });
  const all: Omit<LeaseRequest, 'requestId'>[] = rights.length > 0 ? [...asked, { ...common, rights }] : asked;
  return all.map((request) => ({ ...request, requestId: desk.newId() }));
}
