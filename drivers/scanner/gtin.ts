/** Numbers of goods: EAN-13, EAN-8, UPC-A, UPC-E and GTIN-14, by length and check digit (GS1 General Specifications, 7.9). */

/** Whether the last digit is the check digit of the others, weighted 3 and 1 from the right. */
export function hasCheckDigit(digits: string): boolean {
  return digits.length > 1 && checkDigit(digits.slice(0, -1)) === digits.at(-1);
}

export function checkDigit(digits: string): string {
  const sum = Array.from(digits, Number).reduceRight((acc, digit, index) => {
    return acc + digit * ((digits.length - index) % 2 === 1 ? 3 : 1);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

/**
 * The one spelling of a product's number, or null where it is none: a GTIN-14 or a 13 that pads a shorter one loses its zeros,
 * UPC-A gains one, UPC-E is expanded. So EAN-13, EAN-8 and GTIN-14 with a packaging digit each stay what they are.
 */
export function canonicalGtin(digits: string): string | null {
  if (!/^\d+$/.test(digits)) return null;
  if (digits.length === 8) return hasCheckDigit(digits) ? digits : fromUpcE(digits);
  if (![12, 13, 14].includes(digits.length) || !hasCheckDigit(digits)) return null;
  const padded = digits.padStart(14, '0');
  if (/^0{6}/.test(padded) && padded !== '0'.repeat(14)) return padded.slice(6);
  return padded.startsWith('0') ? padded.slice(1) : padded;
}

/** UPC-E squeezes the zeros out of a UPC-A; its check digit is that of the long form. */
function fromUpcE(digits: string): string | null {
  const system = digits[0]!;
  if (system !== '0' && system !== '1') return null;
  const body = digits.slice(1, 7);
  const last = Number(body[5]);
  const long =
    last <= 2
      ? `${body.slice(0, 2)}${last}0000${body.slice(2, 5)}`
      : last === 3
        ? `${body.slice(0, 3)}00000${body.slice(3, 5)}`
        : last === 4
          ? `${body.slice(0, 4)}00000${body[4]}`
          : `${body.slice(0, 5)}0000${last}`;
  const upcA = `${system}${long}${digits[7]}`;
  return hasCheckDigit(upcA) ? `0${upcA}` : null;
}
