import type { Ask, Value } from './connection.ts';
import { findRow } from './source.ts';
import type { Source } from './source.ts';
import { adding, conditionOf, insertRows, replacing, rowsOf } from './statements.ts';
import type { Statement } from './statements.ts';
import { keyedTables } from './tables.ts';
import type { AddedTable, Row, SummedTable, Table } from './tables.ts';

/** The protocol counts them in sixteen bits. */
const mostValues = 65_534;

/** `was`: whether the row stood in the database; undefined where nobody looked. */
type Known = { row: Row | undefined; was: boolean | undefined; dirty: boolean };
type Keyed = { table: Table; known: Map<string, Known> };
type Added = { table: AddedTable; rows: Row[] };
type Summed = { table: SummedTable; sums: Map<string, Row> };

/**
 * One transaction's work: rows are read once, writes wait and go out as statements of many rows, all at once, before a question that
 * looks into their table and before the commit. Keys that were looked for and not found are inserted as new: if another transaction
 * put them there meanwhile, this one fails and is begun again.
 */
export class Unit implements Source {
  readonly #ask: Ask;
  readonly #keyed = new Map<string, Keyed>();
  readonly #added = new Map<string, Added>();
  readonly #summed = new Map<string, Summed>();
  #posted: Promise<unknown>[] = [];

  constructor(ask: Ask) {
    this.#ask = ask;
    // In this order they are written, whoever writes.
    for (const table of Object.values(keyedTables)) this.#keyed.set(table.name, { table, known: new Map() });
  }

  async row<R extends object>(table: Table, key: readonly Value[]): Promise<R | undefined> {
    const { known } = this.#keyed.get(table.name)!;
    const name = nameOf(key);
    const found = known.get(name);
    if (found) return found.row as R | undefined;
    const row = await findRow(this.#ask, table, key, table.held ? 'for update' : '');
    known.set(name, { row, was: row !== undefined, dirty: false });
    return row as R | undefined;
  }

  /** As `row` of each, in one question and in order of key; `row` then knows them. */
  async readAhead(table: Table, keys: readonly string[]): Promise<void> {
    const { known } = this.#keyed.get(table.name)!;
    const wanted = [...new Set(keys)].toSorted().filter((key) => !known.has(nameOf([key])));
    if (wanted.length === 0) return;
    const rows = await this.#ask<Row>(...rowsOf(table, wanted));
    for (const key of wanted) known.set(nameOf([key]), { row: undefined, was: false, dirty: false });
    for (const row of rows) known.set(nameOf(keyOf(table, row)), { row, was: true, dirty: false });
  }

  async rows<R extends object>(of: readonly string[], text: string, values?: readonly Value[]): Promise<R[]> {
    this.post(of.flatMap((name) => this.#take(name)));
    return this.#ask<R>(text, values);
  }

  put(table: Table, row: Row): void {
    this.#change(table, keyOf(table, row), row);
  }

  remove(table: Table, key: readonly Value[]): void {
    this.#change(table, key, undefined);
  }

  add(table: AddedTable, row: Row): void {
    const added = this.#added.get(table.name) ?? { table, rows: [] };
    added.rows.push(row);
    this.#added.set(table.name, added);
  }

  /** Adds the row's numbers to those of its key. */
  sum(table: SummedTable, row: Row): void {
    const summed = this.#summed.get(table.name) ?? { table, sums: new Map<string, Row>() };
    this.#summed.set(table.name, summed);
    const name = nameOf(keyOf(table, row));
    const before = summed.sums.get(name);
    const after = { ...row };
    for (const column of table.columns.slice(table.keys)) {
      after[column] = Number(row[column] ?? 0) + Number(before?.[column] ?? 0);
    }
    summed.sums.set(name, after);
  }

  /** All that waits, as statements. */
  takeAll(): Statement[] {
    const names = [...this.#keyed.keys(), ...this.#added.keys(), ...this.#summed.keys()];
    return names.flatMap((name) => this.#take(name));
  }

  /**
   * One after another on the wire, without waiting for them: what one fails of at the database, every later statement fails of too, the
   * commit among them. What the driver would refuse has to be found before, or the others would be committed without it.
   */
  post(statements: readonly Statement[]): void {
    for (const { text, values } of statements) {
      if (!values.every(isValue) || values.length > mostValues) throw new Error(`not to be sent: ${text}`);
      const asked = this.#ask(text, values);
      asked.catch(() => undefined);
      this.#posted.push(asked);
    }
  }

  /** All that was posted is done. */
  async settled(): Promise<void> {
    const posted = this.#posted;
    this.#posted = [];
    await Promise.all(posted);
  }

  #change(table: Table, key: readonly Value[], row: Row | undefined): void {
    const { known } = this.#keyed.get(table.name)!;
    const name = nameOf(key);
    known.set(name, { row, was: known.get(name)?.was, dirty: true });
  }

  #take(name: string): Statement[] {
    const added = this.#added.get(name);
    const summed = this.#summed.get(name);
    this.#added.delete(name);
    this.#summed.delete(name);
    return [
      ...keyedStatements(this.#keyed.get(name)),
      ...(added
        ? insertRows(name, added.table.columns, added.rows, added.table.again ? 'on conflict do nothing' : '')
        : []),
      ...(summed ? insertRows(name, summed.table.columns, sorted(summed.sums), adding(summed.table)) : []),
    ];
  }
}

function keyedStatements(keyed: Keyed | undefined): Statement[] {
  if (!keyed) return [];
  const { table, known } = keyed;
  const [removed, fresh, replaced]: [Statement[], Row[], Row[]] = [[], [], []];
  for (const name of [...known.keys()].toSorted()) {
    const each = known.get(name)!;
    if (!each.dirty) continue;
    if (each.row === undefined) {
      removed.push({
        text: `delete from ${table.name} where ${conditionOf(table)}`,
        values: JSON.parse(name) as Value[],
      });
    } else if (each.was === false) fresh.push(each.row);
    else replaced.push(each.row);
    each.dirty = false;
    each.was = each.row !== undefined;
  }
  return [
    ...removed,
    ...insertRows(table.name, table.columns, fresh),
    ...insertRows(table.name, table.columns, replaced, replacing(table)),
  ];
}

function isValue(value: unknown): boolean {
  return value === null || typeof value === 'string' || Number.isFinite(value) || value instanceof Uint8Array;
}

function sorted(rows: ReadonlyMap<string, Row>): Row[] {
  return [...rows.keys()].toSorted().map((name) => rows.get(name)!);
}

function keyOf({ columns, keys }: Pick<Table, 'columns' | 'keys'>, row: Row): Value[] {
  return columns.slice(0, keys).map((column) => row[column] ?? null);
}

function nameOf(key: readonly Value[]): string {
  return JSON.stringify(key);
}
