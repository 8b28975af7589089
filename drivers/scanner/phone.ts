/**
 * A phone number as it is stored, `+79161234567`, from how people say and write it; null where it is none. Without a `+` it is a
 * number of `country`, with its country code; in Russia (`7`) also with 8 or with nothing before the ten digits.
 */
export function readPhone(text: string, country: string | null): string | null {
  if (!/^\+?[\d\s().-]+$/.test(text)) return null;
  const digits = text.replaceAll(/\D/g, '');
  if (text.startsWith('+')) return digits.length >= 8 && digits.length <= 15 ? `+${digits}` : null;
  if (country === null) return null;
  if (country !== '7') return digits.length >= 8 && digits.startsWith(country) ? `+${digits}` : null;
  // Ten digits after 7 or 8; a mobile or regional code never begins with 0, 1 or 2.
  const local = /^[78]?([3-9]\d{9})$/.exec(digits)?.[1];
  return local === undefined ? null : `+7${local}`;
}
