import type { Give, Programme } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding, PathSegment } from './finding.ts';
import { expectKnown, names } from './references.ts';
import { checkSchedule } from './schedules.ts';

/** Money goes to partners all of it and to causes in time, and points that are worth nothing are no money. */
export function checkPartners(programme: Programme): Finding[] {
  const { promotions, causes = [] } = programme;
  return [
    ...ratesWithOneself(programme),
    ...causes.flatMap(({ schedule }, index) =>
      schedule ? checkSchedule(schedule, ['causes', index, 'schedule']) : [],
    ),
    ...promotions.flatMap(({ give }, index) => {
      const path = ['promotions', index, 'give'];
      if (give.kind === 'pointsRate') return worthless(give.wallet, programme, [...path, 'wallet']);
      return give.kind === 'bundlePrice' && give.split ? splits(give.split, programme, [...path, 'split']) : [];
    }),
  ];
}

/** The operator may sell too, but has nothing to settle with itself. */
function ratesWithOneself({ coalition }: Programme): Finding[] {
  return (coalition?.partners ?? []).flatMap((partner, index) =>
    (['earnBp', 'spendBp'] as const)
      .filter((key) => partner.id === coalition?.operator && partner[key] !== undefined)
      .map((key) => finding('operator.ownRate', ['coalition', 'partners', index, key], { id: partner.id, key })),
  );
}

function worthless(wallet: string, { wallets }: Programme, path: readonly PathSegment[]): Finding[] {
  const known = wallets.find(({ id }) => id === wallet);
  return known?.worthMinor === 0 ? [finding('wallet.worthless', path, { wallet })] : [];
}

type Split = NonNullable<Extract<Give, { kind: 'bundlePrice' }>['split']>;

/** All of it, to each once, and to nobody without a coalition. */
function splits(split: Split, { coalition }: Programme, path: readonly PathSegment[]): Finding[] {
  const sum = split.reduce((total, { shareBp }) => total + shareBp, 0);
  const each = split.flatMap(({ partner }, index) => {
    const at = [...path, index, 'partner'];
    const first = split.findIndex((other) => other.partner === partner);
    if (first < index) return [finding('split.twice', at, { id: partner })];
    return coalition ? [] : expectKnown(names([]), partner, 'partner.unknown', at);
  });
  return sum === 10_000 ? each : [...each, finding('split.sum', path, { sum })];
}
