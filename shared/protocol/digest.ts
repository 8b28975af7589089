import { returnMoney, saleMoney } from '../loyalty/outcome.ts';
import type { ReturnMoney, SaleMoney } from '../loyalty/outcome.ts';
import { canonicalJson } from './canonical.ts';

/**
 * What two computations of a sale or return must agree on: lines, totals, movements, entitlements and tier, as RFC 8785 text.
 * The digest that records keep is the SHA-256 of its UTF-8 bytes, in hex.
 */
export function moneyText(money: SaleMoney | ReturnMoney): string {
  return canonicalJson(
    'used' in money.entitlements ? saleMoney(money as SaleMoney) : returnMoney(money as ReturnMoney),
  );
}

/** `sha256Hex` comes from the platform: node:crypto in till, hub and tests. */
export function moneyDigest(money: SaleMoney | ReturnMoney, sha256Hex: (text: string) => string): string {
  return sha256Hex(moneyText(money));
}
