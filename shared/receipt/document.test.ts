import { describe, expect, it } from 'vitest';
import { sampleAttached, sampleGiftAlone, sampleReturn, sampleSale, sampleShift } from '../../test/receipts/samples.ts';
import { asCopy, drawerDocument } from './blocks.ts';
import type { ReceiptDocument } from './blocks.ts';
import { receiptDocument } from './document.ts';
import { layout } from './layout.ts';

function paper(document: ReceiptDocument, widthChars = 42): string {
  const lines = layout(document, widthChars).map((item) => (item.kind === 'line' ? item.text : `<${item.kind}>`));
  return lines.join('\n').replaceAll('\u00A0', ' ');
}

const sale = receiptDocument(sampleSale('ru'), 'ru');

describe('a sale receipt', () => {
  it('says whose shop, which receipt, where, who and when', () => {
    for (const said of ['Лавка «Копилка»', 'Казань, ул. Баумана, 12', 'ИНН 1655012345', 'Чек № 1-000123', 'Касса 1']) {
      expect(paper(sale)).toContain(said);
    }
    expect(paper(sale)).toMatch(/23\.11\.2026 18:42\n.*Анна Петрова/);
  });

  it('tells the full price, each discount with its reason, and what a return will give back', () => {
    expect(paper(sale)).toContain(
      [
        'Молоко 3,2 % «Заречье», 930 мл',
        '  2 × 89,90                         179,80',
        '  Жёлтый ценник                     -60,00',
        '  = 2 × 59,90                       119,80',
      ].join('\n'),
    );
  });

  it('tells unequal positions apart, dearest first', () => {
    expect(paper(sale)).toMatch(/= 2 × 40,00 +80,00\n {2}= 1 × 39,99 +39,99/);
  });

  it('tells a weighed good by weight, and no price of a kilogram that is not whole', () => {
    expect(paper(sale)).toMatch(/0,855 кг × 499,00 +426,65/);
    expect(paper(sale)).toMatch(/= 0,855 кг +315,00/);
  });

  it('rings a gift at 0,00 and says whose gift it is', () => {
    expect(paper(sale)).toMatch(/ПОДАРОК 5 × 25,00 +0,00\n {2}День рождения Барсика/);
  });

  it('says nothing of discounts on a line that has none', () => {
    const data = sampleSale('ru');
    const line = { ...data.lines[0]!, discounts: [], netMinor: 17_980 };
    const text = paper(receiptDocument({ ...data, lines: [line] }, 'ru'));
    expect(text).toMatch(/2 × 89,90 +179,80\n═/);
  });

  it('tells the buyer’s donation under the total of the goods, and what the shop gives, in both languages', () => {
    const donations = [
      { cause: 'Приют', by: 'member' as const, amountMinor: 521 },
      { cause: 'Приют', by: 'shop' as const, amountMinor: 554 },
    ];
    const given = paper(receiptDocument({ ...sampleSale('ru'), donations }, 'ru'));
    expect(given).toMatch(/ИТОГ +554,79 ₽\nПожертвование: Приют +5,21\nК ОПЛАТЕ +560,00 ₽\nКартой/);
    expect(given).toMatch(/─\nОт магазина: Приют +5,54\n─/);
    const english = paper(receiptDocument({ ...sampleSale('en'), donations }, 'en'));
    expect(english).toMatch(/TOTAL .*554\.79.*\nDonation: Приют +5\.21\nTO PAY .*560\.00/);
    expect(english).toMatch(/The shop gives: Приют +5\.54/);
    expect(paper(sale)).not.toMatch(/Пожертвование|К ОПЛАТЕ|От магазина/);
  });

  it('tells total, payments, change and VAT per rate that is in it', () => {
    for (const row of [/ИТОГ +554,79 ₽/, /Картой +500,00/, /Наличными +100,00/, /Сдача +45,21/, /НДС 10 % +50,44/]) {
      expect(paper(sale)).toMatch(row);
    }
    expect(paper(sale)).not.toContain('НДС 20');
  });

  it('tells points earned and why, spent, left, and what expires next', () => {
    for (const row of [
      /Начислено +\+37,49/,
      /Двойные бонусы на сыр +\+15,75/,
      /Списано +-100,00/,
      /На счёте +1 234,50/,
      /Сгорит 01\.12\.2026 +30,00/,
    ]) {
      expect(paper(sale)).toMatch(row);
    }
  });

  it('carries the code a return is made by', () => {
    expect(sale.blocks).toContainEqual({ kind: 'qr', payload: 'KP1:R:3f9c1d2e-7a41-4c55-9be0-1c6d2f0a8b77' });
  });

  it('opens the drawer first, when cash changes hands', () => {
    expect(sale.blocks[0]).toEqual({ kind: 'drawer' });
    const byCard = receiptDocument({ ...sampleSale('ru'), opensDrawer: false }, 'ru');
    expect(byCard.blocks).not.toContainEqual({ kind: 'drawer' });
  });

  it('may come to nothing: a gift alone, a debt, a balance as of an hour ago', () => {
    const text = paper(receiptDocument(sampleGiftAlone('ru'), 'ru'));
    expect(text).toMatch(/ИТОГ +0,00 ₽/);
    expect(text).toMatch(/На счёте +0\n {2}по данным на 23\.11\.2026 16:05\n {2}Долг +5/);
    expect(text).not.toContain('НДС');
  });

  it('speaks English', () => {
    const text = paper(receiptDocument(sampleSale('en'), 'en'));
    expect(text).toMatch(/Receipt No\. 1-000123 +23 Nov 2026 18:42/);
    expect(text).toMatch(/GIFT 5 × 25\.00 +0\.00/);
    expect(text).not.toMatch(/[а-яё]/i);
  });
});

describe('a copy', () => {
  it('is marked with its number and opens no drawer', () => {
    const copy = asCopy(asCopy(sale, 1), 2);
    expect(paper(copy)).toMatch(/^ *КОПИЯ 2\n/);
    expect(paper(copy)).not.toContain('КОПИЯ 1');
    expect(copy.blocks).not.toContainEqual({ kind: 'drawer' });
  });
});

describe('the slip of a card attached to a paid receipt', () => {
  it('names the receipt, tells the points and that nothing else changed, and opens no drawer, in both languages', () => {
    const slip = receiptDocument(sampleAttached('ru'), 'ru');
    expect(paper(slip)).toMatch(/КАРТА К ЧЕКУ № 1-000121\n[^]*Начислено +\+11,90\n +На счёте +1 246,40/);
    expect(paper(slip)).toContain('Цены и оплата чека не изменились');
    expect(slip.blocks.map(({ kind }) => kind)).not.toContain('drawer');
    const english = paper(receiptDocument(sampleAttached('en'), 'en'), 32);
    expect(english).toMatch(/CARD FOR RECEIPT No\. 1-000121\n[^]*Attached +23 Nov 2026 18:42\n[^]*Earned +\+11\.90/);
  });
});

describe('other papers', () => {
  it('a return names the sale, the positions and the points that moved', () => {
    const text = paper(receiptDocument(sampleReturn('ru'), 'ru'));
    for (const row of [/ВОЗВРАТ/, /К чеку № 1-000123/, /2 × 40,00 +80,00/, /ПОДАРОК +0,00/, /К ВОЗВРАТУ +80,00 ₽/]) {
      expect(text).toMatch(row);
    }
    expect(text).toMatch(/Возвращено +\+6,45\n {2}Снято +-4,00\n/);
  });

  it('a shift report tells turnover less returns, and the drawer against its count', () => {
    const z = paper(receiptDocument(sampleShift('ru'), 'ru'));
    for (const row of [
      /Продажи: 214 +183 456,00/,
      /Возвраты: 3 +-2 450,00/,
      /Выручка +181 006,00/,
      /Расхождение +-5,00/,
    ]) {
      expect(z).toMatch(row);
    }
    const data = sampleShift('ru');
    const x = paper(receiptDocument({ ...data, report: 'x', cash: { ...data.cash, countedMinor: undefined } }, 'ru'));
    expect(x).toContain('X-ОТЧЁТ');
    expect(x).not.toContain('Расхождение');
  });

  it('the drawer alone is a document too', () => {
    expect(drawerDocument('ru').blocks).toEqual([{ kind: 'drawer' }]);
  });
});
