import type { FilledWallet } from '../programme/defaults.ts';
import { goodsTest } from './goods.ts';
import type { CompiledWallet } from './types.ts';

export function compileWallet(wallet: FilledWallet): CompiledWallet {
  const { stepPoints, goods, goodsCaps = [] } = wallet.redemption;
  const exact = wholeStep(wallet.scale, wallet.worthMinor);
  return {
    ...wallet,
    unitsPerPoint: 10 ** wallet.scale,
    stepPoints: (stepPoints / greatestCommonDivisor(stepPoints, exact)) * exact,
    payable: goodsTest(goods),
    goodsCaps: goodsCaps.map((cap) => ({ goods: goodsTest(cap.goods) ?? (() => true), capBp: cap.capBp })),
  };
}

/** The least number of the wallet's smallest units that is worth a whole number of minor units. */
export function wholeStep(scale: number, worthMinor: number): number {
  const unit = 10 ** scale;
  return unit / greatestCommonDivisor(unit, worthMinor);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
