import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideCode } from './decide.ts';
import type { CodeConfig } from './decide.ts';
import { canonicalGtin, checkDigit } from './gtin.ts';

/** What an encoder makes of a meaning, taken apart again, is that meaning. */

const gs = '\u001D';
const config: CodeConfig = {
  cards: [{ mask: '77#########', cardType: 'green' }],
  coupons: ['PROMO-*'],
  invitationLinks: ['https://club.example/i/'],
  labels: [
    { prefix: '21', skuDigits: 5, holds: 'grams' },
    { prefix: '22', skuDigits: 4, holds: 'priceMinor' },
  ],
  phoneCountry: '7',
  isSku: () => false,
};
const decide = (code: string) => decideCode({ code, symbology: null }, config);

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const withCheck = (body: string) => body + checkDigit(body);
/** Never in-store (2), which is the shop's own, and never so many zeros that it is a shorter number. */
const gtin13 = digits(11).map((rest) => withCheck(`4${rest}`));
/** Letters and signs a serial number may hold; any chance of looking like an identifier is welcome. */
const serial = fc.stringMatching(/^[0-9A-Za-z!"%&'()*+,./_:;=<>?-]{1,20}$/);
const day = fc.date({ min: new Date('2024-01-01'), max: new Date('2049-12-31'), noInvalidDate: true });

const said = fc.record({
  gtin: gtin13,
  grams: fc.option(fc.integer({ min: 1, max: 999_999 })),
  priceMinor: fc.option(fc.integer({ min: 1, max: 99_999_999 })),
  lot: fc.option(serial),
  expires: fc.option(day.map((date) => date.toISOString().slice(0, 10))),
  serial: fc.option(serial),
  tail: fc.option(serial),
});
type Said = typeof said extends fc.Arbitrary<infer T> ? T : never;

/** Values of no fixed length end with a separator, but for the last; the number first, the rest in the order given. */
function encode({ gtin, grams, priceMinor, lot, expires, serial: number, tail }: Said, order: number[]): string {
  const parts: { text: string; isFixed: boolean }[] = [];
  if (grams !== null) parts.push({ text: `3103${String(grams).padStart(6, '0')}`, isFixed: true });
  if (expires !== null) parts.push({ text: `17${expires.slice(2).replaceAll('-', '')}`, isFixed: true });
  if (priceMinor !== null) parts.push({ text: `3922${priceMinor}`, isFixed: false });
  if (lot !== null) parts.push({ text: `10${lot}`, isFixed: false });
  if (number !== null) parts.push({ text: `21${number}`, isFixed: false });
  if (tail !== null) parts.push({ text: `93${tail}`, isFixed: false });
  const sorted = parts.map((part, index) => ({ part, at: order[index]! })).toSorted((a, b) => a.at - b.at);
  const chain = sorted.map(({ part: { text, isFixed } }, index) =>
    isFixed || index === sorted.length - 1 ? text : text + gs,
  );
  return `01${gtin.padStart(14, '0')}${chain.join('')}`;
}

describe('what an encoder makes of', () => {
  it('a good in GS1 with weight, price, lot, expiry and serial number is taken apart as it was', () => {
    fc.assert(
      fc.property(said, fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), fc.boolean(), (good, order, hasFnc1) => {
        const code = `${hasFnc1 ? gs : ''}${encode(good, order)}`;
        const { tail: _, ...details } = good;
        const mark = good.serial === null ? null : code;
        expect(decideCode({ code, symbology: 'gs1-datamatrix' }, config)).toEqual({
          kind: 'product',
          mark,
          ...details,
        });
      }),
      { numRuns: 500 },
    );
  });

  it('a label of the shop, by weight or price, is taken apart as it was', () => {
    fc.assert(
      fc.property(digits(5), fc.nat(99_999), (sku, grams) => {
        expect(decide(withCheck(`21${sku}${String(grams).padStart(5, '0')}`))).toEqual({ kind: 'weighed', sku, grams });
      }),
    );
    fc.assert(
      fc.property(digits(4), fc.nat(999_999), (sku, priceMinor) => {
        const code = withCheck(`22${sku}${String(priceMinor).padStart(6, '0')}`);
        expect(decide(code)).toEqual({ kind: 'priced', sku, priceMinor });
      }),
    );
  });

  it('a number of goods is that number however it is padded', () => {
    fc.assert(
      fc.property(gtin13, (gtin) => {
        for (const code of [gtin, `0${gtin}`])
          expect(decide(code)).toMatchObject({ kind: 'product', gtin, mark: null });
      }),
    );
    fc.assert(
      fc.property(digits(7), (body) => {
        const [short, gtin] = [withCheck(body), canonicalGtin(withCheck(body))];
        expect(decide(short)).toMatchObject({ kind: 'product', gtin });
        if (!/^0{5}/.test(body)) expect(decide(short.padStart(13, '0'))).toMatchObject({ kind: 'product', gtin });
      }),
    );
  });

  it('one of our own codes is what it was made for', () => {
    const id = fc.stringMatching(/^[0-9a-z-]{1,20}$/);
    fc.assert(
      fc.property(id, id, (payload, proof) => {
        expect(decide(`KP1:R:${payload}`)).toEqual({ kind: 'receipt', receiptId: payload });
        expect(decide(`KP1:S:${payload}`)).toEqual({ kind: 'staffBadge', badge: payload });
        expect(decide(`https://club.example/i/${payload}?from=x`)).toEqual({ kind: 'invitation', link: payload });
        expect(decide(`KP1:M:${payload}:${proof}`)).toMatchObject({ kind: 'memberCard', card: payload, proof });
        expect(decide(`PROMO-${payload}`)).toEqual({ kind: 'coupon', coupon: `PROMO-${payload}` });
      }),
    );
  });

  it('a phone number is that number however it is written', () => {
    const local = fc.stringMatching(/^[3-9]\d{9}$/);
    fc.assert(
      fc.property(local, (ten) => {
        const parts = [ten.slice(0, 3), ten.slice(3, 6), ten.slice(6, 8), ten.slice(8)];
        const phone = { kind: 'phone', phone: `+7${ten}` };
        for (const code of [
          `+7${ten}`,
          `+7 (${parts[0]}) ${parts[1]}-${parts[2]}-${parts[3]}`,
          `8 ${parts.join(' ')}`,
        ]) {
          expect(decide(code)).toEqual(phone);
        }
      }),
    );
  });
});
