/** Text in cells of a fixed grid; one code point is one cell. */

export function widthOf(text: string): number {
  return Array.from(text).length;
}

/**
 * Breaks at spaces (never at no-break ones), cuts a word that is wider than the line, and hangs what follows under the
 * indent the text began with. At least one line, none wider than `cells`.
 */
export function wrap(text: string, cells: number): string[] {
  const indent = Math.min(text.length - text.trimStart().length, Math.max(0, cells - 1));
  const room = cells - indent;
  const lines: string[] = [];
  let current = '';
  for (const word of text.trim().split(/ +/)) {
    for (const piece of pieces(word, room)) {
      if (current === '') current = piece;
      else if (widthOf(current) + 1 + widthOf(piece) <= room) current += ` ${piece}`;
      else {
        lines.push(current);
        current = piece;
      }
    }
  }
  lines.push(current);
  return lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
}

/**
 * `left` wrapped beside `right`, which stands whole at the end of the last line; on a line of its own where it would leave
 * the left too little room. A `right` wider than the line wraps like any text.
 */
export function columnLines(left: string, right: string, indent: number, cells: number): string[] {
  if (right === '') return wrap(' '.repeat(indent) + left, cells);
  const rightCells = widthOf(right);
  if (rightCells > cells) return [...wrap(' '.repeat(indent) + left, cells), ...wrap(right, cells)];
  const hung = ' '.repeat(indent) + left;
  const wide = wrap(hung, cells);
  const fits = (lines: string[]) => widthOf(lines.at(-1)!) + 1 + rightCells <= cells;
  const narrow = cells - rightCells - 1;
  const lines = !fits(wide) && narrow - indent >= leastLeftCells ? wrap(hung, narrow) : wide;
  if (!fits(lines)) return [...lines, ' '.repeat(cells - rightCells) + right];
  const last = lines.at(-1)!;
  return [...lines.slice(0, -1), last + ' '.repeat(cells - widthOf(last) - rightCells) + right];
}

const leastLeftCells = 10;

/** A word as it fits: whole, or cut behind a hyphen or slash where one is in the second half of the line, else anywhere. */
function pieces(word: string, room: number): string[] {
  const letters = Array.from(word);
  if (letters.length <= room) return [word];
  const mark = letters.slice(0, room).findLastIndex((letter) => letter === '-' || letter === '/') + 1;
  const cut = mark > room / 2 ? mark : room;
  return [letters.slice(0, cut).join(''), ...pieces(letters.slice(cut).join(''), room)];
}
