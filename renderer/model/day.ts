/** `05.04.1971`, or its digits alone, as `1971-04-05`; undefined: no such day, or one that has not come yet. `today`: 2026-11-23. */
export function parseDay(text: string, today: string): string | undefined {
  const [, day, month, year] = /^(\d\d)(\d\d)(\d{4})$/.exec(text.replaceAll(/[\s./-]/g, '')) ?? [];
  if (day === undefined || month === undefined || year === undefined) return undefined;
  const written = `${year}-${month}-${day}`;
  const isDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).toISOString().startsWith(written);
  return isDay && year >= '1900' && written <= today ? written : undefined;
}
