import { wholeStep } from '../compile/wallet.ts';
import type { Programme, Wallet } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding, PathSegment } from './finding.ts';
import { lifetimes, tooLong } from './lifetimes.ts';
import { nothingLeft } from './when.ts';

/** Points must be spendable in whole minor units, and dates must stay on the calendar. `today` tells what is over. */
export function checkWallets(programme: Programme, _newestSemantics: number, today?: string): Finding[] {
  const wallets = programme.wallets.flatMap((wallet, index) => {
    const path = ['wallets', index];
    return [
      ...tooLong(wallet.activationDays, [...path, 'activationDays']),
      ...(wallet.lifetime ? lifetimes(wallet.lifetime, [...path, 'lifetime'], today) : []),
      ...(wallet.redemption ? redemptions(wallet, wallet.redemption, [...path, 'redemption']) : []),
    ];
  });
  return [...wallets, ...tooLong(programme.returns?.reinstateDays, ['returns', 'reinstateDays'])];
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
