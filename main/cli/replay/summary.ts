import type { Ended } from './run.ts';
import type { Tenth } from './tenths.ts';

/** What a replay came to; amounts in minor units, points in hundredths. */
export function summaryOf(ended: Ended) {
  const { tally, books, tills, quoteMs, commitMs, refusedConnections, seconds, peakMemoryMb, tenths } = ended;
  const { receipts, returns, grossMinor, verdicts, limits, lost, duplicated, ledgerSum } = books;
  return {
    tills,
    receipts,
    returns,
    lines: tally.lines,
    returnLines: tally.returnLines,
    grossMinor,
    returnedMinor: tally.returnedMinor,
    discountMinor: books.discountMinor,
    netMinor: books.netMinor,
    refundedMinor: books.refundedMinor,
    pointsEarned: books.pointsEarned,
    pointsSpent: books.pointsSpent,
    pointsReinstated: books.pointsReinstated,
    pointsClawedBack: books.pointsClawedBack,
    pointsExpired: books.pointsExpired,
    pointsOutstanding: books.pointsOutstanding,
    ledgerSum,
    verdicts,
    limits,
    lost,
    duplicated,
    registered: tally.registered,
    redemptionsRefused: tally.redemptionsRefused,
    refusedConnections,
    quoteMs,
    commitMs,
    seconds,
    peakMemoryMb,
    tenths,
  };
}

export type Summary = ReturnType<typeof summaryOf>;

export function summaryText(summary: Summary): string {
  const amount = (value: number) => (value / 100).toFixed(2);
  const { verdicts, quoteMs, commitMs, peakMemoryMb } = summary;
  const byTenths = (of: (tenth: Tenth) => number) => summary.tenths.map(of).join(' ');
  const rows: [string, string][] = [
    ['Receipts', `${summary.receipts} of ${summary.lines} lines, ${summary.returns} returns of ${summary.returnLines}`],
    ['Gross, returned', `${amount(summary.grossMinor)}, ${amount(summary.returnedMinor)}`],
    [
      'Discounts, paid, refunded',
      [summary.discountMinor, summary.netMinor, summary.refundedMinor].map(amount).join(', '),
    ],
    [
      'Points earned, spent, expired',
      [summary.pointsEarned, summary.pointsSpent, summary.pointsExpired].map(amount).join(', '),
    ],
    ['  reinstated, clawed back', `${amount(summary.pointsReinstated)}, ${amount(summary.pointsClawedBack)}`],
    ['  outstanding', `${amount(summary.pointsOutstanding)}; the ledger sums to ${summary.ledgerSum}`],
    [
      'Verdicts',
      `${verdicts.equal} equal, ${verdicts.different} different (${summary.limits} a limit), ${verdicts.pending} pending`,
    ],
    ['Lost, duplicated', `${summary.lost}, ${summary.duplicated}`],
    ['Members registered', String(summary.registered)],
    [
      'While the hub was away',
      `${summary.refusedConnections} connections and ${summary.redemptionsRefused} redemptions refused`,
    ],
    ['Quote p50, p99', `${quoteMs.p50} ms, ${quoteMs.p99} ms`],
    ['Commit p50, p99', `${commitMs.p50} ms, ${commitMs.p99} ms`],
    ['Seconds', String(summary.seconds)],
    ['Tills', String(summary.tills)],
    ['Peak memory', `till ${peakMemoryMb.till} MB, hub ${peakMemoryMb.hub} MB`],
    ['By tenths: receipts/s', byTenths(({ receiptsPerSecond }) => receiptsPerSecond)],
    ['  till, MB', byTenths(({ tillMb }) => tillMb)],
    ['  hub, MB', byTenths(({ hubMb }) => hubMb)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, value]) => `${name.padEnd(width)}${value}`).join('\n');
}
