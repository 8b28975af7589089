/** Under which key of the journal the receipt of a printed number is found. */
export function numberKey(number: number): string {
  return `number:${number}`;
}
