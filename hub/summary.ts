import type { Alarm, Discrepancy, HubSummary } from '../shared/protocol/hub.ts';
import type { LedgerSum } from './store/rows.ts';
import type { Reader } from './store/store.ts';

/** A person works through the latest; the rest is counted. */
const mostListed = 1000;

export async function summary(reader: Reader): Promise<HubSummary> {
  const tally = await reader.tally();
  const { records, sales, returns, different, pending, arithmetic, facts, limit } = tally;
  const totals = await reader.ledgerTotals();
  return {
    records,
    sales,
    returns,
    verdicts: { equal: sales + returns - different - pending, different, pending },
    discrepancies: { arithmetic, facts, limit },
    ledgerSum: totals.reduce((sum, { points }) => sum + points, 0),
    outstanding: outstanding(totals),
  };
}

/** Points under leases are their members' still; the debt side holds minus what they owe. */
function outstanding(totals: readonly LedgerSum[]): HubSummary['outstanding'] {
  const wallets = new Map<string, { wallet: string; points: number; debt: number }>();
  for (const { wallet, side, points } of totals) {
    const sums = wallets.get(wallet) ?? { wallet, points: 0, debt: 0 };
    if (side === 'member' || side.startsWith('lease:')) sums.points += points;
    if (side === 'debt') sums.debt -= points;
    wallets.set(wallet, sums);
  }
  return [...wallets.values()];
}

export async function discrepancies(reader: Reader): Promise<Discrepancy[]> {
  const rows = await reader.discrepancies(mostListed);
  return rows.flatMap(({ hash, till, epoch, seq, receipt, kind, differences, state }) =>
    kind === null ? [] : [{ id: hash, till, epoch, seq, receipt, kind, differences, state }],
  );
}

export async function alarms(reader: Reader): Promise<Alarm[]> {
  const rows = await reader.alarms(mostListed);
  return rows.map(({ till, epoch, seq, kind, detail }) => ({ till, epoch, seq, kind, detail }));
}
