import postgres from 'postgres';

/** What goes into a statement and comes out of a row. Bytes of records stay bytes. */
export type Value = string | number | null | Uint8Array;

/** Asks for rows. Statements are prepared once a connection. */
export type Ask = <Row extends object>(text: string, values?: readonly Value[]) => Promise<Row[]>;

/** One connection, for one transaction. */
export type Line = {
  ask: Ask;
  release(): void;
  /** Instead of `release`, where the connection is gone. */
  lose(): void;
};

export type Pool = {
  ask: Ask;
  reserve(): Promise<Line>;
  close(): Promise<void>;
};

const int8 = 20;
const textType = 25;
const secondsToClose = 5;

/** `postgres://user@host/database`; a password may come from PGPASSWORD, so that it stands in no list of processes. */
export function openPool(url: string, connections: number): Pool {
  let current = connect(url, connections);

  /** The driver may wait for ever on a connection that took the place of a lost one: new ones take the place of all. */
  function renew(lost: Sql): void {
    if (lost !== current) return;
    current = connect(url, connections);
    void lost.end({ timeout: secondsToClose });
  }

  return {
    async ask(question, values) {
      const sql = current;
      try {
        return await asking(sql)(question, values);
      } catch (error) {
        if (isLost(error)) renew(sql);
        throw error;
      }
    },
    async reserve() {
      const sql = current;
      const line = await sql.reserve();
      return { ask: asking(line), release: () => line.release(), lose: () => renew(sql) };
    },
    close: () => current.end({ timeout: secondsToClose }),
  };
}

function connect(url: string, connections: number) {
  return postgres(url, {
    max: connections,
    onnotice: () => undefined,
    types: {
      // All that is counted here fits a double; sums of it are checked by the double entry.
      bigint: { to: int8, from: [int8], parse: Number, serialize: String },
      text: { to: textType, from: [textType], parse: fromDatabase, serialize: String },
    },
  });
}

type Sql = ReturnType<typeof connect>;

function asking(line: Pick<Sql, 'unsafe'>): Ask {
  return async <Row extends object>(text: string, values: readonly Value[] = []) =>
    Array.from(await line.unsafe<Row[]>(text, values.map(textual), { prepare: true }));
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

/** The connection is gone: nothing more may be asked of it. */
export function isLost(error: unknown): boolean {
  return /^(CONNECTION_.*|ECONNRESET|EPIPE|ETIMEDOUT)$/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
