import type { Give, Programme } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding, PathSegment } from './finding.ts';
import { expectKnown, names } from './references.ts';
import { checkSchedule } from './schedules.ts';

/** Money goes to causes and partners that there are, all of it, and points that are worth nothing are no money. */
export function checkPartners(programme: Programme): Finding[] {
  const { coalition, promotions } = programme;
  const operator = coalition
    ? expectKnown(names(coalition.partners), coalition.operator, 'partner.unknown', ['coalition', 'operator'])
    : [];
  return [
    ...operator,
    ...(programme.causes ?? []).flatMap(({ schedule }, index) =>
      schedule ? checkSchedule(schedule, ['causes', index, 'schedule']) : [],
    ),
    ...promotions.flatMap(({ give }, index) => {
      const path = ['promotions', index, 'give'];
      if (give.kind === 'donation')
        return expectKnown(names(programme.causes), give.cause, 'cause.unknown', [...path, 'cause']);
      if (give.kind === 'pointsRate') return worthless(give.wallet, programme, [...path, 'wallet']);
      return give.kind === 'bundlePrice' && give.split ? splits(give.split, programme, [...path, 'split']) : [];
    }),
  ];
}

function worthless(wallet: string, { wallets }: Programme, path: readonly PathSegment[]): Finding[] {
  const known = wallets.find(({ id }) => id === wallet);
  return known?.worthMinor === 0 ? [finding('wallet.worthless', path, { wallet })] : [];
}

type Split = NonNullable<Extract<Give, { kind: 'bundlePrice' }>['split']>;

function splits(split: Split, { coalition }: Programme, path: readonly PathSegment[]): Finding[] {
  const partners = names(coalition?.partners);
  const sum = split.reduce((total, { shareBp }) => total + shareBp, 0);
  const each = split.flatMap(({ partner }, index) => {
    const at = [...path, index, 'partner'];
    const first = split.findIndex((other) => other.partner === partner);
    if (first < index) return [finding('split.twice', at, { id: partner })];
    return expectKnown(partners, partner, 'partner.unknown', at);
  });
  return sum === 10_000 ? each : [...each, finding('split.sum', path, { sum })];
}
