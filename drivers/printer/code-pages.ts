/**
 * The upper halves (0x80-0xFF) of the code pages we print in, and of the one a printer wakes up with. ASCII below is the
 * same in all. Tables, because the platform's own decoders are no encoders and don't know CP437 and RK1048.
 */
export const encodings = ['cp437', 'cp866', 'windows-1251', 'rk1048'] as const;
export type Encoding = (typeof encodings)[number];

const boxes = '░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀';
const capitals = 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ';
const smalls = 'абвгдежзийклмнопрстуфхцчшщъыьэюя';

const upperHalves: Record<Encoding, string> = {
  cp437: `ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»${boxes}αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0`,
  cp866: `${capitals}${smalls.slice(0, 16)}${boxes}${smalls.slice(16)}ЁёЄєЇїЎў°∙·√№¤■\u00A0`,
  'windows-1251': 'ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u0098™љ›њќћџ\u00A0ЎўЈ¤Ґ¦§Ё©Є«¬\u00AD®Ї°±Ііґµ¶·ё№є»јЅѕї' + capitals + smalls,
  // KZ-1048, Kazakhstan's: Windows-1251 with the Kazakh letters in place of the Serbian, Macedonian and Ukrainian ones.
  rk1048: 'ЂЃ‚ѓ„…†‡€‰Љ‹ЊҚҺЏђ‘’“”•–—\u0098™љ›њқһџ\u00A0ҰұӘ¤Ө¦§Ё©Ғ«¬\u00AD®Ү°±Ііөµ¶·ё№ғ»әҢңү' + capitals + smalls,
};

const decoders = mapEncodings((encoding) => Array.from(upperHalves[encoding]));
const encoders = mapEncodings(
  (encoding) => new Map(decoders[encoding].map((character, index) => [character, 0x80 + index])),
);

/** The byte that prints this one character, or undefined: control characters have none, whatever a name contains. */
export function encodeCharacter(character: string, encoding: Encoding): number | undefined {
  const code = character.codePointAt(0)!;
  if (code < 0x80) return code >= 0x20 && code !== 0x7f ? code : undefined;
  return encoders[encoding].get(character);
}

/** The character a printable byte (0x20-0x7E, 0x80-0xFF) stands for. */
export function decodeByte(byte: number, encoding: Encoding): string {
  return byte < 0x80 ? String.fromCharCode(byte) : decoders[encoding][byte - 0x80]!;
}

function mapEncodings<T>(make: (encoding: Encoding) => T): Record<Encoding, T> {
  return {
    cp437: make('cp437'),
    cp866: make('cp866'),
    'windows-1251': make('windows-1251'),
    rk1048: make('rk1048'),
  };
}
