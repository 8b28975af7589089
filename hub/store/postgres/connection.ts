import { createHash } from 'node:crypto';
import pg from 'pg';

/** What goes into a statement and comes out of a row. Bytes of records stay bytes. */
export type Value = string | number | null | Uint8Array;

/** Asks for rows. Statements are prepared once a connection. */
export type Ask = <Row extends object>(text: string, values?: readonly Value[]) => Promise<Row[]>;

/** One connection, for one transaction: what is asked goes out at once, and is answered in that order. */
export type Line = {
  ask: Ask;
  /** Another may have it; one that is broken is closed. */
  release(): void;
};

export type Pool = {
  ask: Ask;
  reserve(): Promise<Line>;
  /** Waits for those that are reserved. */
  close(): Promise<void>;
};

const connectWithinMs = 30_000;
/** Statements are prepared on a connection: it is worth keeping. */
const idleMs = 600_000;

/**
 * `postgres://user@host/database`; a password may come from PGPASSWORD, so that it stands in no list of processes. What is asked while
 * all connections are reserved waits for one: who has one reserved asks on that.
 */
export function openPool(url: string, connections: number): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    pipeline: true,
    keepAlive: true,
    connectionTimeoutMillis: connectWithinMs,
    idleTimeoutMillis: idleMs,
    types,
  });
  // Whoever asks on a connection that is lost is told; one that nobody uses is replaced when it is needed.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    ask: asking(pool),
    async reserve() {
      const client = await pool.connect();
      return { ask: asking(client), release: () => client.release() };
    },
    close: () => pool.end(),
  };
}

const types = new pg.TypeOverrides();
// All that is counted here fits a double; sums of it are checked by the double entry.
types.setTypeParser(pg.types.builtins.INT8, Number);
types.setTypeParser(pg.types.builtins.TEXT, fromDatabase);

function asking(on: Pick<pg.Pool, 'query'>): Ask {
  return async <Row extends object>(text: string, values: readonly Value[] = []) => {
    const { rows } = await on.query<Row>({ name: statementName(text), text, values: values.map(textual) });
    return rows;
  };
}

const names = new Map<string, string>();
const mostNames = 10_000;

/** The same for the same text, and no longer than the protocol allows. */
function statementName(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size === mostNames) names.clear();
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32);
  names.set(text, name);
  return name;
}

/** PostgreSQL's texts hold every character but the first: there it is written as two, and so is the sign that such a pair begins with. */
const sign = '\u0010';
const [pairOfNul, pairOfSign] = [`${sign}0`, `${sign}1`];

function toDatabase(value: string): string {
  return value.replaceAll(sign, pairOfSign).replaceAll('\0', pairOfNul);
}

function fromDatabase(value: string): string {
  return value.replaceAll(pairOfNul, '\0').replaceAll(pairOfSign, sign);
}

function textual(value: Value): Exclude<Value, Uint8Array> | Buffer {
  if (typeof value === 'string') return toDatabase(value);
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
}

/** `40001` of a transaction that another went before, `40P01` of a deadlock. */
export function isAnothersTurn(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error));
}

/** A key that was free when it was looked for. */
export function isTaken(error: unknown): boolean {
  return codeOf(error) === '23505';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
