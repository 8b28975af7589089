import type { Locale } from '../i18n/locale.ts';
import { receiptTexts } from '../i18n/receipt.ts';
import type { ReceiptBlock } from './blocks.ts';
import type { TestPageData } from './data.ts';
import { blank, centred, columns, headBlocks, stampBlocks, thickRule, thinRule } from './parts.ts';

/** What an installer looks at: which code page reads right, whether the width fits, whether symbols scan. */
export function testPageBlocks(data: TestPageData, locale: Locale): ReceiptBlock[] {
  const texts = receiptTexts[locale];
  const ruler = Array.from({ length: data.widthChars }, (_, index) => String((index + 1) % 10)).join('');
  return [
    ...headBlocks(data, locale),
    blank,
    centred(texts.testTitle, true),
    thickRule,
    ...stampBlocks(data.printer, data, locale),
    columns(texts.width, String(data.widthChars)),
    { kind: 'text', text: ruler },
    thinRule,
    { kind: 'text', text: texts.codePages },
    { kind: 'codePages', sample: 'Съешь ёж № Ққ' },
    thinRule,
    { kind: 'barcode', symbology: 'ean13', payload: '2000000000008' },
    { kind: 'barcode', symbology: 'code128', payload: 'KOPILKA-012345' },
    { kind: 'qr', payload: 'KP1:T:test' },
    { kind: 'cut' },
  ];
}
