/** Masks of a shop's own codes: `#` any digit, `*` any rest (at the end only), all else as it stands. */

export function fitsMask(mask: string, code: string): boolean {
  const open = mask.endsWith('*');
  const shape = Array.from(open ? mask.slice(0, -1) : mask);
  const letters = Array.from(code);
  if (open ? letters.length < shape.length : letters.length !== shape.length) return false;
  return shape.every((wanted, index) => (wanted === '#' ? /^\d$/.test(letters[index]!) : wanted === letters[index]));
}
