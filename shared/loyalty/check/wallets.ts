import { wholeStep } from '../compile/wallet.ts';
import type { Programme } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding } from './finding.ts';

const longestDays = 36_500;

/** Points must be spendable in whole minor units, and dates must stay on the calendar. */
export function checkWallets(programme: Programme): Finding[] {
  const wallets = programme.wallets.flatMap((wallet, index) => {
    const path = ['wallets', index];
    const { activationDays = 0, lifetime, redemption } = wallet;
    const findings: Finding[] = [];
    if (activationDays > longestDays) findings.push(tooLong([...path, 'activationDays'], activationDays));
    if (lifetime?.kind === 'days' && lifetime.days > longestDays) {
      findings.push(tooLong([...path, 'lifetime', 'days'], lifetime.days));
    }
    if (lifetime?.kind === 'endOfMonth' && lifetime.months > longestDays / 30) {
      findings.push(tooLong([...path, 'lifetime', 'months'], lifetime.months));
    }
    if (redemption?.capBp !== undefined && redemption.capBp > 10_000) {
      findings.push(finding('percent.over100', [...path, 'redemption', 'capBp'], { value: redemption.capBp }));
    }
    const step = redemption?.stepPoints;
    const multiple = wholeStep(wallet.scale, wallet.worthMinor);
    if (step !== undefined && step % multiple !== 0) {
      const args = { value: step, worth: wallet.worthMinor, multiple };
      findings.push(finding('step.notWhole', [...path, 'redemption', 'stepPoints'], args));
    }
    return findings;
  });
  const reinstateDays = programme.returns?.reinstateDays ?? 0;
  if (reinstateDays > longestDays) wallets.push(tooLong(['returns', 'reinstateDays'], reinstateDays));
  return wallets;
}

function tooLong(path: readonly (string | number)[], value: number): Finding {
  return finding('days.tooMany', path, { value });
}
