import type { SaleLineView, SaleView } from '../../shared/protocol/page.ts';
import { sales } from './states.ts';

/** What no layout may break of: sums of nine digits and more, nothing to pay, names that read from the right or never end. */

const [line] = sales.selling.lines as [SaleLineView];
const huge = 99_999_999_99;
const member = sales.withMember.member!;
const endless = 'Сверхвысококачественнопереработанноепродовольствие'.repeat(3);

function priced(id: string, name: string, minor: number, quantity = 1000): SaleLineView {
  const netMinor = (minor * quantity) / 1000;
  const named = { ru: name, en: name };
  return { ...line, id, sku: id, name: named, quantity, unitPriceMinor: minor, grossMinor: netMinor, netMinor };
}

function selling(lines: SaleLineView[], more: Partial<SaleView> = {}): SaleView {
  const netMinor = lines.reduce((sum, each) => sum + each.netMinor, 0);
  const totals = { ...sales.withMember.totals, grossMinor: netMinor, discountMinor: 0, netMinor, leftMinor: netMinor };
  return { ...sales.withMember, lines, lastLine: lines.at(-1)?.id ?? null, totals, ...more };
}

export const extremes = {
  hugeSums: selling([priced('a', 'Яхта', huge, 9_000), priced('b', 'Остров', huge)], {
    member: {
      ...member,
      wallets: [{ wallet: 'bonus', spendable: huge, toEarn: huge, debt: huge, expiring: null }],
      progress: { tier: { ru: endless, en: endless }, leftMinor: huge },
    },
  }),
  zeroTotal: selling([{ ...priced('a', 'Пакет', 0), gift: true }]),
  rightToLeft: selling([priced('a', 'חלב טרי 3%', 8990), priced('b', 'خبز القمح الكامل، ٤٠٠ غ (Bread)', 4550, 3000)], {
    member: { ...member, name: 'מרים כ.' },
  }),
  endlessNames: selling([priced('a', endless, 8990), priced('b', `${endless} ${endless}`, 4550, 2000)], {
    member: { ...member, name: endless, tier: { id: 'gold', name: { ru: endless, en: endless } } },
    gifts: [{ ...sales.withMember.gifts[0]!, name: { ru: endless, en: endless } }],
  }),
} satisfies Record<string, SaleView>;
