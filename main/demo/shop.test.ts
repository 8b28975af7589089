import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importKinds } from '../../shared/protocol/feed.ts';
import { Programme } from '../../shared/loyalty/programme/schema.ts';
import { demoGoods, ean13, weightLabel } from './goods.ts';
import { demoCodes, demoShop } from './shop.ts';

const nowMs = Date.UTC(2026, 10, 23, 15);

describe('the demo shop', () => {
  it('is made of valid documents, some sixty goods and eight members', () => {
    const lines = demoShop(nowMs);
    for (const { kind, doc } of lines) expect(importKinds[kind].safeParse(doc)).toMatchObject({ success: true });
    expect(lines.filter(({ kind }) => kind === 'good').length).toBeGreaterThanOrEqual(60);
    expect(lines.filter(({ kind }) => kind === 'member')).toHaveLength(8);
  });

  it('has a barcode of its own on every good', () => {
    const codes = demoGoods.flatMap(({ good }) => good.barcodes);
    expect(new Set(codes).size).toBe(demoGoods.length);
    for (const code of codes) expect(ean13(code.slice(0, 12))).toBe(code);
    expect(ean13('400638133393')).toBe('4006381333931');
    expect(weightLabel(15, 1234)).toMatch(/^210001501234\d$/);
  });

  it('lets points expire tomorrow, by the local day', () => {
    const gleb = demoShop(nowMs).find(({ doc }) => doc.name === 'Глеб');
    expect(gleb?.doc.account).toMatchObject({ lots: [{ expiresAt: '2026-11-25T00:00:00+03:00' }, {}] });
  });

  it('offers a code to click for every member and some goods', () => {
    expect(demoCodes().filter(({ group }) => group === 'member')).toHaveLength(8);
  });

  it('comes with a programme of the right form', () => {
    const file = new URL('../../examples/demo-shop/programme.json', import.meta.url);
    expect(Programme.safeParse(JSON.parse(readFileSync(file, 'utf8')))).toMatchObject({ success: true });
  });
});
