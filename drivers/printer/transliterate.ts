import type { ReceiptBlock, ReceiptDocument } from '../../shared/receipt/blocks.ts';
import { encodeCharacter } from './code-pages.ts';
import type { Encoding } from './code-pages.ts';
import { encodingsOf } from './profile.ts';
import type { PrinterProfile } from './profile.ts';

/** What stands in for a character the code page lacks. The rouble sign is in no code page at all. */
const substitutes: Record<string, string> = {
  '₽': 'руб.',
  '₸': 'тг',
  '₴': 'грн',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '«': '"',
  '»': '"',
  '“': '"',
  '”': '"',
  '„': '"',
  '‘': "'",
  '’': "'",
  '‚': ',',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '─': '-',
  '═': '=',
  '…': '...',
  '×': 'x',
  '•': '*',
  '·': '*',
  '™': '(tm)',
  '©': '(c)',
  '®': '(r)',
  '№': 'N',
  '½': '1/2',
  '¼': '1/4',
  '¾': '3/4',
  '→': '->',
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  // Letters of neighbours whose own page few printers have: the nearest one of the same alphabet, as people do it by hand.
  Ә: 'А',
  ә: 'а',
  Ғ: 'Г',
  ғ: 'г',
  Җ: 'Ж',
  җ: 'ж',
  Қ: 'К',
  қ: 'к',
  Ң: 'Н',
  ң: 'н',
  Ө: 'О',
  ө: 'о',
  Ұ: 'У',
  ұ: 'у',
  Ү: 'У',
  ү: 'у',
  Һ: 'Х',
  һ: 'х',
  І: 'I',
  і: 'i',
  Ї: 'I',
  ї: 'i',
  Є: 'Е',
  є: 'е',
  Ґ: 'Г',
  ґ: 'г',
};

const space = /\p{Zs}/u;
/** What the Russian pages print as it stands: nearly all that a receipt says. */
const plain = /^[ -~\u00A0А-Яа-яЁё]*$/;
const lineEnds = ['\t', '\n', '\r'];
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/**
 * Text of which every character has a byte in `encoding`: composed (NFC), controls and invisible marks gone, what the page lacks
 * replaced by its nearest reading, at last by `?`. Idempotent. Must run before layout, since it changes widths.
 */
export function transliterate(text: string, encoding: Encoding): string {
  if (encoding !== 'cp437' && plain.test(text)) return text;
  return Array.from(text.normalize('NFC'), (character) => printable(character, encoding)).join('');
}

/**
 * The page to print a document in: the printer's usual one, unless it lacks letters of the document that another of its pages has.
 * Signs don't count: « and ₽ have their readings, a letter is somebody's name.
 */
export function chooseEncoding(document: ReceiptDocument, profile: PrinterProfile): Encoding {
  const letters = new Set(document.blocks.flatMap(textsOf).join('').normalize('NFC').match(unusualLetters) ?? []);
  const lacking = (encoding: Encoding) =>
    Array.from(letters).filter((letter) => encodeCharacter(letter, encoding) === undefined).length;
  return encodingsOf(profile).reduce((best, each) => (lacking(each) < lacking(best) ? each : best));
}

const unusualLetters = /(?![A-Za-zА-Яа-яЁё])\p{L}/gu;

function textsOf(block: ReceiptBlock): string[] {
  if (block.kind === 'text') return [block.text];
  return block.kind === 'columns' ? [block.left, block.right] : [];
}

/** The document with every text printable in `encoding`; symbols keep their payloads. */
export function transliterateDocument(document: ReceiptDocument, encoding: Encoding): ReceiptDocument {
  return { ...document, blocks: document.blocks.map((block) => transliterateBlock(block, encoding)) };
}

function transliterateBlock(block: ReceiptBlock, encoding: Encoding): ReceiptBlock {
  if (block.kind === 'text') return { ...block, text: transliterate(block.text, encoding) };
  if (block.kind !== 'columns') return block;
  return { ...block, left: transliterate(block.left, encoding), right: transliterate(block.right, encoding) };
}

function printable(character: string, encoding: Encoding): string {
  if (space.test(character)) return character === ' ' ? ' ' : '\u00A0';
  if (lineEnds.includes(character)) return ' ';
  if (invisible.test(character)) return '';
  if (encodeCharacter(character, encoding) !== undefined) return character;
  const substitute = substitutes[character];
  if (substitute !== undefined) return transliterate(substitute, encoding);
  const base = Array.from(character.normalize('NFD')).filter((mark) => !/\p{M}/u.test(mark));
  if (base.length === 0) return '';
  const bare = base.join('');
  return bare !== character && encodeCharacter(bare, encoding) !== undefined ? bare : '?';
}
