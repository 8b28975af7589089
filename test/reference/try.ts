const { compile, evaluate } = (await import(process.env.ENGINE ? `/tmp/eng/${process.env.ENGINE}/shared/loyalty/engine-entry.ts` : '../../shared/loyalty/engine-entry.ts')) as typeof import('../../shared/loyalty/engine-entry.ts');
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import type { Facts } from '../../shared/loyalty/facts.ts';
// try.ts 'promotions json5' 'lines' 'extra programme' 'extra facts'
const ev = (s: string | undefined) => (s === undefined ? {} : (0, eval)(`(${s})`));
const promos = ev(process.argv[2]) as any[];
const lines = ev(process.argv[3]) as any[];
const programme = { id: 'p', version: 1, name: { ru: 'a', en: 'a' }, currency: 'RUB', wallets: [{ id: 'bonus', name: { ru: 'a', en: 'a' }, scale: 2, worthMinor: 100 }],
  promotions: promos.map(([id, give, rest], i) => ({ id, name: { ru: 'a', en: 'a' }, give, ...rest })), ...ev(process.argv[4]) } as Programme;
const facts = { receipt: 'r1', moment: '2026-11-20T12:00:00+03:00', lines: lines.map(([sku, q, price, rest], i) => ({ id: `l${i + 1}`, sku, quantity: q * 1000, unitPriceMinor: price, ...rest })),
  shop: { id: 's1', zone: { name: 'M', offsets: [{ from: '2014-10-25T22:00:00Z', offsetMinutes: 180 }] } }, channel: 'shop', till: 't1', cashier: 'c1', member: { id: 'm1', identification: 'card', joined: '2025-01-01', tier: null, segments: [], lots: [], debt: [], spendMinor: 0, purchaseCount: 0, lastReceipt: null, entitlements: [] }, ...ev(process.argv[5]) } as unknown as Facts;
const o = evaluate(compile(programme), facts);
for (const l of o.lines) console.log(l.id, l.sku, l.quantity / 1000, 'x', l.unitPriceMinor, 'gross', l.grossMinor, l.discounts.map((d) => `${d.rule}:${d.amountMinor}`).join(' '), l.redeemed.length ? 'red ' + JSON.stringify(l.redeemed) : '', 'net', l.netMinor, 'pos', l.positions.map((p) => `${p.quantity / 1000}x${p.unitNetMinor}=${p.netMinor}`).join(' + '), l.earned.map((e) => `${e.wallet}+${e.points}`).join(' '), l.gift ?? '', l.free ?? '');
console.log(JSON.stringify({ movements: o.movements, ent: o.entitlements, tier: o.tier }));
for (const r of o.rejections) console.log('  rej', r.rule, r.reason, process.argv.includes('-v') ? JSON.stringify(r.because) : '');
