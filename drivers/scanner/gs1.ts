/** GS1 element strings: application identifiers and their values, split by GS where a value has no fixed length, never by search. */

export const groupSeparator = '\u001D';

/** Identifiers of a fixed length in all, by their first two digits (GS1 General Specifications, figure 7.8.5-2). */
const fixedLengths: Record<string, number> = {
  ...Object.fromEntries(['00', '01', '02', '03', '04'].map((ai, index) => [ai, [20, 16, 16, 16, 18][index]!])),
  ...Object.fromEntries(['11', '12', '13', '14', '15', '16', '17', '18', '19'].map((ai) => [ai, 8])),
  '20': 4,
  ...Object.fromEntries(['31', '32', '33', '34', '35', '36'].map((ai) => [ai, 10])),
  '41': 16,
};

/** The longest value of identifiers that end with a separator or the code, where a good's code has them: longer means a lost separator. */
const longest: Record<string, number> = { '10': 20, '21': 20, '22': 20, '30': 8, '37': 8, '392': 15, '393': 18 };

/** How many digits an identifier has, by its first two; two where not told otherwise. */
const identifierDigits: Record<string, number> = {
  '23': 3,
  '24': 3,
  '25': 3,
  '31': 4,
  '32': 4,
  '33': 4,
  '34': 4,
  '35': 4,
  '36': 4,
  '39': 4,
  '40': 3,
  '41': 3,
  '42': 3,
  '43': 4,
  '70': 4,
  '71': 3,
  '72': 4,
  '80': 4,
  '81': 4,
  '82': 4,
};

/** The values by identifier, or null where the text is no chain of elements. A leading GS (FNC1) is allowed. */
export function parseGs1(text: string): Map<string, string> | null {
  const values = new Map<string, string>();
  let rest = text.startsWith(groupSeparator) ? text.slice(1) : text;
  while (rest !== '') {
    const element = nextElement(rest);
    if (!element || values.has(element.identifier)) return null;
    values.set(element.identifier, element.value);
    rest = element.rest;
  }
  return values.size > 0 ? values : null;
}

function nextElement(text: string): { identifier: string; value: string; rest: string } | null {
  const start = text.slice(0, 2);
  const identifier = text.slice(0, identifierDigits[start] ?? 2);
  if (!/^\d{2,4}$/.test(identifier)) return null;
  const separator = text.indexOf(groupSeparator);
  const fixed = fixedLengths[start];
  const end = fixed ?? (separator === -1 ? text.length : separator);
  const value = text.slice(identifier.length, end);
  const most = longest[identifier] ?? longest[identifier.slice(0, 3)] ?? 90;
  if (value === '' || text.length < end || value.length > most || value.includes(groupSeparator)) return null;
  const rest = text.slice(end);
  return { identifier, value, rest: rest.startsWith(groupSeparator) ? rest.slice(1) : rest };
}

/** `(01)04600000000008(21)abc`, as it is printed below a code and typed by people, with the brackets turned into separators. */
export function unbracketGs1(text: string): string | null {
  if (!/^\(\d{2,4}\)/.test(text)) return null;
  return text.replaceAll(/\((\d{2,4})\)/g, `${groupSeparator}$1`).slice(1);
}

/** What a chain of elements says of a good beside its number; null where it says nothing, or nothing that holds. */
export type Gs1Details = {
  grams: number | null;
  priceMinor: number | null;
  lot: string | null;
  /** `2026-12-31`. */
  expires: string | null;
  serial: string | null;
};

export function gs1Details(values: ReadonlyMap<string, string>): Gs1Details {
  return {
    grams: decimalOf(values, /^310(\d)$/, /^\d{6}$/, 1000),
    priceMinor: decimalOf(values, /^392(\d)$/, /^\d{1,15}$/, 100),
    lot: values.get('10') ?? null,
    expires: dayOf(values.get('17') ?? ''),
    serial: values.get('21') ?? null,
  };
}

/** The last digit of the identifier counts the decimals. What is no whole number of the smallest unit is not guessed at. */
function decimalOf(values: ReadonlyMap<string, string>, name: RegExp, shape: RegExp, unit: number): number | null {
  for (const [identifier, value] of values) {
    const decimals = name.exec(identifier)?.[1];
    if (decimals === undefined || !shape.test(value)) continue;
    const amount = (Number(value) * unit) / 10 ** Number(decimals);
    return Number.isSafeInteger(amount) ? amount : null;
  }
  return null;
}

/** YYMMDD of this century; day 00 is the last of its month. */
function dayOf(value: string): string | null {
  const [, year, month, day] = /^(\d\d)(\d\d)(\d\d)$/.exec(value) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const lastDay = new Date(Date.UTC(2000 + Number(year), Number(month), 0)).getUTCDate();
  if (Number(month) < 1 || Number(month) > 12 || Number(day) > lastDay) return null;
  return `20${year}-${month}-${day === '00' ? lastDay : day}`;
}
