import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { symbologies } from '../../shared/protocol/symbology.ts';
import { decideCode } from './decide.ts';
import type { CodeConfig, CodeMeaning } from './decide.ts';
import { canonicalGtin, checkDigit } from './gtin.ts';
import { parseGs1 } from './gs1.ts';
import type { Gs1Details } from './gs1.ts';

const config: CodeConfig = {
  cards: [
    { mask: '77#########', cardType: 'green' },
    { mask: 'VIP-*', cardType: 'black' },
  ],
  coupons: ['PROMO-*', '99######'],
  invitationLinks: ['https://club.example/i/'],
  labels: [
    { prefix: '21', skuDigits: 5, holds: 'grams' },
    { prefix: '22', skuDigits: 5, holds: 'priceMinor' },
  ],
  phoneCountry: '7',
  isSku: (code) => ['A-17', '4006381333931', 'x'].includes(code),
};

const decide = (code: string, symbology: (typeof symbologies)[number] | null = null): CodeMeaning =>
  decideCode({ code, symbology }, config);
const withCheck = (digits: string) => digits + checkDigit(digits);
const product = (gtin: string, more: Partial<Gs1Details & { mark: string }> = {}) => ({
  kind: 'product',
  gtin,
  grams: null,
  priceMinor: null,
  lot: null,
  expires: null,
  serial: null,
  mark: null,
  ...more,
});

describe('our own codes', () => {
  it.each([
    ['KP1:R:3f9c-77', { kind: 'receipt', receiptId: '3f9c-77' }],
    ['KP1:S:anna', { kind: 'staffBadge', badge: 'anna' }],
    ['KP1:I:week12', { kind: 'invitation', link: 'week12' }],
    ['https://club.example/i/week12?utm=x', { kind: 'invitation', link: 'week12' }],
    ['KP1:M:0042', { kind: 'memberCard', card: '0042', cardType: null, proof: null }],
    ['KP1:M:0042:58123:9af3', { kind: 'memberCard', card: '0042', cardType: null, proof: '58123:9af3' }],
    ['77123456789', { kind: 'memberCard', card: '77123456789', cardType: 'green', proof: null }],
    ['VIP-1', { kind: 'memberCard', card: 'VIP-1', cardType: 'black', proof: null }],
    ['KP1:G:SPRING', { kind: 'coupon', coupon: 'SPRING' }],
    ['PROMO-7', { kind: 'coupon', coupon: 'PROMO-7' }],
    ['KP1:Z:future', { kind: 'unknown' }],
    ['KP1:R:', { kind: 'unknown' }],
  ])('%s', (code, meaning) => {
    expect(decide(code)).toEqual(meaning);
  });
});

describe('labels of goods weighed in the shop', () => {
  it('hold grams or a price after the good’s number', () => {
    expect(decide(withCheck('210001501234'))).toEqual({ kind: 'weighed', sku: '00015', grams: 1234 });
    expect(decide(withCheck('220001517715'))).toEqual({ kind: 'priced', sku: '00015', priceMinor: 17_715 });
  });

  it('with a wrong check digit are not believed', () => {
    const wrong = '210001501234' + String((Number(checkDigit('210001501234')) + 1) % 10);
    expect(decide(wrong)).toEqual({ kind: 'unknown' });
  });
});

describe('numbers of goods', () => {
  it.each([
    ['EAN-13', '4006381333931', '4006381333931'],
    ['EAN-8', '96385074', '96385074'],
    ['UPC-A, which gains its zero', '036000291452', '0036000291452'],
    ['UPC-E, which is expanded', '04252614', '0042100005264'],
    ['GTIN-14 of one piece', '04006381333931', '4006381333931'],
    ['GTIN-14 of a carton', withCheck('1400638133393'), withCheck('1400638133393')],
    ['EAN-8 padded', '00000096385074', '96385074'],
  ])('%s', (_, code, gtin) => {
    expect(decide(code)).toEqual(product(gtin));
  });

  it.each(['4006381333930', '96385075', '036000291453'])('%s has a wrong check digit and is none', (code) => {
    expect(decide(code)).toEqual({ kind: 'unknown' });
  });

  it('every digit misread is noticed', () => {
    const digits = fc.stringMatching(/^\d{12}$/);
    fc.assert(
      fc.property(digits, fc.nat(12), fc.integer({ min: 1, max: 9 }), (twelve, at, by) => {
        const right = withCheck(twelve);
        const misread = right.slice(0, at) + String((Number(right[at]) + by) % 10) + right.slice(at + 1);
        expect(canonicalGtin(right)).not.toBeNull();
        expect(canonicalGtin(misread)).toBeNull();
      }),
    );
  });
});

describe('GS1 codes', () => {
  const gs = '\u001D';

  it('give the good of AI 01, and keep the raw code of a marked one', () => {
    const mark = `010400638133393121abcDEF${gs}91EE07${gs}92xxxx`;
    expect(decide(mark, 'gs1-datamatrix')).toEqual(product('4006381333931', { mark, serial: 'abcDEF' }));
    expect(decide(mark)).toEqual(product('4006381333931', { mark, serial: 'abcDEF' }));
    expect(decide(`${gs}${mark}`)).toEqual(product('4006381333931', { mark: `${gs}${mark}`, serial: 'abcDEF' }));
  });

  it('are split by the separator, never by search: a serial number may hold 01 and 10', () => {
    const mark = `2101x0104600000000008${gs}0104006381333931`;
    const serial = '01x0104600000000008';
    expect(decide(mark, 'gs1-datamatrix')).toEqual(product('4006381333931', { mark, serial }));
  });

  it('may be typed with their brackets', () => {
    expect(decide('(01)04006381333931(3103)000355')).toEqual(product('4006381333931', { grams: 355 }));
  });

  it('hold weight in any number of decimals', () => {
    expect(decide('01040063813339313102000123', 'gs1-128')).toEqual(product('4006381333931', { grams: 1230 }));
    expect(decide('0104006381333931', 'gs1-databar')).toEqual(product('4006381333931'));
  });

  it('tell price, lot and the day a good expires', () => {
    const label = `010400638133393117261200392201999${gs}10LOT-7`;
    expect(decide(label, 'gs1-128')).toEqual(
      product('4006381333931', { priceMinor: 1999, lot: 'LOT-7', expires: '2026-12-31' }),
    );
    expect(decide('010400638133393117260230', 'gs1-128')).toEqual(product('4006381333931'));
    expect(decide('010400638133393139251', 'gs1-128')).toEqual(product('4006381333931'));
  });

  it('of a mark whose separators were swallowed are not sold by', () => {
    const tail = 'x'.repeat(44);
    expect(decide(`010400638133393121abcDEF91EE0792${tail}`)).toEqual({ kind: 'brokenMark', gtin: '4006381333931' });
    expect(decide(`010400638133393121abcDEF91EE0792${tail}`, 'gs1-datamatrix')).toMatchObject({ kind: 'brokenMark' });
  });

  it('without a good, or cut short, mean nothing', () => {
    expect(decide(`10lot${gs}17261231`, 'gs1-128')).toEqual({ kind: 'unknown' });
    expect(decide('010400638133', 'gs1-128')).toEqual({ kind: 'unknown' });
    expect(parseGs1('0104006381333931x')).toBeNull();
    expect(parseGs1(`10a${gs}10b`)).toBeNull();
  });

  it('of tobacco have no identifiers, only their length', () => {
    const mark = '04006381333931abcdefgABCDwxyz';
    expect(decide(mark, 'datamatrix')).toEqual(product('4006381333931', { mark }));
  });
});

describe('what is typed', () => {
  it.each([
    ['+7 (916) 123-45-67', '+79161234567'],
    ['89161234567', '+79161234567'],
    ['9161234567', '+79161234567'],
    ['+44 20 7946 0958', '+442079460958'],
  ])('%s is a phone', (code, phone) => {
    expect(decide(code)).toEqual({ kind: 'phone', phone });
  });

  it.each(['123', '1161234567', '', 'abc', '+12'])('%j is nothing we know', (code) => {
    expect(decide(code)).toEqual({ kind: 'unknown' });
  });

  it('may be the shop’s own number of a good, exactly, once it can be nothing else', () => {
    expect(decide(' A-17\r\n')).toEqual({ kind: 'sku', sku: 'A-17' });
    expect(decide('a-17')).toEqual({ kind: 'unknown' });
    expect(decide('4006381333931')).toEqual(product('4006381333931'));
  });
});

describe('the order of meanings', () => {
  it('puts what the shop configured before what the number might be elsewhere', () => {
    const code = withCheck('210001501234');
    const asCard = { ...config, cards: [{ mask: '21###########', cardType: 'old' }] };
    expect(decideCode({ code, symbology: null }, asCard)).toMatchObject({ kind: 'memberCard' });
    const asCoupon = { ...config, coupons: ['21*'] };
    expect(decideCode({ code, symbology: null }, asCoupon)).toMatchObject({ kind: 'coupon' });
    expect(decide(code)).toMatchObject({ kind: 'weighed' });
    expect(decideCode({ code, symbology: null }, { ...config, labels: [] })).toMatchObject({ kind: 'product' });
  });

  it('has an answer for anything, and the same one twice', () => {
    const symbology = fc.constantFrom(null, ...symbologies);
    const likely = fc.stringMatching(/^(KP1:|01|\(01\)|21|\+7|\]C1)?[0-9a-z():\p{Cc}-]{0,40}$/u);
    fc.assert(
      fc.property(fc.oneof(likely, fc.string({ unit: 'binary' })), symbology, (code, read) => {
        const meaning = decide(code, read);
        expect(decide(code, read)).toEqual(meaning);
      }),
      { numRuns: 2000 },
    );
  });
});
