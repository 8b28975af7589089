import { wholeStep } from '../compile/wallet.ts';
import type { Lifetime, Programme, Wallet } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding, PathSegment } from './finding.ts';
import { existsLocally } from './schedules.ts';
import { nothingLeft } from './when.ts';

const longestDays = 36_500;

/** Points must be spendable in whole minor units, and dates must stay on the calendar. `today` tells what is over. */
export function checkWallets(programme: Programme, _newestSemantics: number, today?: string): Finding[] {
  const wallets = programme.wallets.flatMap((wallet, index) => {
    const path = ['wallets', index];
    return [
      ...tooLong([...path, 'activationDays'], wallet.activationDays ?? 0),
      ...(wallet.lifetime ? lifetimes(wallet.lifetime, [...path, 'lifetime'], today) : []),
      ...(wallet.redemption ? redemptions(wallet, wallet.redemption, [...path, 'redemption']) : []),
    ];
  });
  return [...wallets, ...tooLong(['returns', 'reinstateDays'], programme.returns?.reinstateDays ?? 0)];
}

function lifetimes(lifetime: Lifetime, path: readonly PathSegment[], today: string | undefined): Finding[] {
  switch (lifetime.kind) {
    case 'never':
      return [];
    case 'days':
    case 'sinceLastPurchase':
      return tooLong([...path, 'days'], lifetime.days);
    case 'endOfMonth':
      return tooLong([...path, 'months'], lifetime.months, 30);
    case 'endOfQuarter':
      return tooLong([...path, 'quarters'], lifetime.quarters, 91);
    case 'date':
      return lastDay(lifetime.day, [...path, 'day'], today);
  }
}

function lastDay(day: string, path: readonly PathSegment[], today: string | undefined): Finding[] {
  if (!existsLocally(`${day}T00:00`)) return [finding('moment.impossible', path, { value: day })];
  return today !== undefined && day < today ? [finding('lifetime.over', path, { day })] : [];
}

function redemptions(
  { scale, worthMinor }: Wallet,
  redemption: NonNullable<Wallet['redemption']>,
  path: readonly PathSegment[],
): Finding[] {
  const { capBp = 0, lineCapBp = 0, goodsCaps = [], goods, stepPoints: step } = redemption;
  if (worthMinor === 0) return [finding('redemption.worthless', path)];
  const multiple = wholeStep(scale, worthMinor);
  return [
    ...overAll([...path, 'capBp'], capBp),
    ...overAll([...path, 'lineCapBp'], lineCapBp),
    ...goodsCaps.flatMap((cap, index) => [
      ...overAll([...path, 'goodsCaps', index, 'capBp'], cap.capBp),
      ...nothingLeft(cap.goods, [...path, 'goodsCaps', index, 'goods']),
    ]),
    ...(goods ? nothingLeft(goods, [...path, 'goods']) : []),
    ...(step === undefined || step % multiple === 0
      ? []
      : [finding('step.notWhole', [...path, 'stepPoints'], { value: step, worth: worthMinor, multiple })]),
  ];
}

function overAll(path: readonly PathSegment[], value: number): Finding[] {
  return value > 10_000 ? [finding('percent.over100', path, { value })] : [];
}

function tooLong(path: readonly PathSegment[], value: number, daysOfOne = 1): Finding[] {
  return value > longestDays / daysOfOne ? [finding('days.tooMany', path, { value })] : [];
}
