import { KopilkaError } from '../../shared/protocol/errors.ts';

/** One row of a CSV file by column name; every complaint names file, line and column. */
export type Row<Column extends string> = {
  text(column: Column): string;
  filled(column: Column): string;
  matching(column: Column, form: RegExp): string;
  fail(column: Column, problem: string): never;
};

/** Turns cells into rows; the first row names the columns and yields none. */
export function reader<Column extends string>(
  file: string,
  columns: readonly Column[],
): (cells: string[], line: number) => Row<Column> | null {
  let header: string[] | null = null;
  const indexes = new Map<Column, number>();
  return (cells, line) => {
    const invalid = (problem: string): never => {
      throw new KopilkaError('data.invalid', { file, line, problem });
    };
    if (header === null) {
      header = cells;
      for (const column of columns) {
        const index = cells.indexOf(column);
        if (index < 0) invalid(`column ${column} is missing`);
        indexes.set(column, index);
      }
      return null;
    }
    if (cells.length !== header.length) invalid(`has ${cells.length} cells, the first line ${header.length}`);
    const text = (column: Column) => cells[indexes.get(column) ?? -1] ?? '';
    const fail = (column: Column, problem: string): never =>
      invalid(`${column} "${text(column).slice(0, 40)}" ${problem}`);
    return {
      text,
      fail,
      filled: (column) => text(column) || fail(column, 'is empty'),
      matching: (column, form) => (form.test(text(column)) ? text(column) : fail(column, 'is not of the form')),
    };
  };
}

/** A whole number of at least `least`. */
export function integer<Column extends string>(row: Row<Column>, column: Column, least: number): number {
  const value = Number(row.matching(column, /^\d{1,15}$/));
  return value >= least ? value : row.fail(column, `is below ${least}`);
}
