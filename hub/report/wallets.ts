import { mulDiv } from '../../shared/money/money.ts';
import type { Programme, Wallet } from '../../shared/loyalty/programme/schema.ts';
import type { WalletReport } from '../../shared/protocol/report.ts';
import type { LedgerFlow } from '../store/rows.ts';

/** A wallet's points: `before` is all that made the balances, `flows` what happened in the period. */
export function walletReports(
  { wallets }: Programme,
  before: readonly LedgerFlow[],
  flows: readonly LedgerFlow[],
): WalletReport[] {
  return wallets.map((wallet) => {
    const balance = (isSide: (side: string) => boolean) =>
      sum(before, wallet, isSide, ({ plus, minus }) => plus - minus);
    const came = (side: string) =>
      sum(
        flows,
        wallet,
        (each) => each === side,
        ({ plus }) => plus,
      );
    const went = (side: string) =>
      sum(
        flows,
        wallet,
        (each) => each === side,
        ({ minus }) => minus,
      );
    const outstanding = balance((side) => side === 'member' || side.startsWith('lease:'));
    const [redeemed, reinstated] = [came('redeemed'), went('redeemed')];
    return {
      wallet: wallet.id,
      name: wallet.name,
      scale: wallet.scale,
      worthMinor: wallet.worthMinor,
      outstanding,
      liabilityMinor: worth(outstanding, wallet),
      debt: -balance((side) => side === 'debt'),
      accrued: went('issued'),
      clawedBack: came('issued'),
      redeemed,
      reinstated,
      expired: came('expired') - went('expired'),
      toCauses: came('charity') - went('charity'),
      lost: went('loss') - came('loss'),
      redeemedMinor: worth(redeemed - reinstated, wallet),
    };
  });
}

function worth(points: number, { worthMinor, scale }: Pick<Wallet, 'worthMinor' | 'scale'>): number {
  const worthOf = mulDiv(Math.abs(points), worthMinor, 10 ** scale, 'halfUp');
  return points < 0 ? -worthOf : worthOf;
}

function sum(
  flows: readonly LedgerFlow[],
  { id }: Pick<Wallet, 'id'>,
  isSide: (side: string) => boolean,
  amount: (flow: LedgerFlow) => number,
): number {
  let total = 0;
  for (const each of flows) if (each.wallet === id && isSide(each.side)) total += amount(each);
  return total;
}
