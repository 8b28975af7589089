import type Database from 'better-sqlite3';

type Statement<Bound extends unknown[], Row> = Pick<
  Database.Statement<Bound, Row>,
  'run' | 'get' | 'all' | 'iterate' | 'pluck'
>;

/** Where statements are made of their text. */
export type Statements = {
  prepare<Bound extends unknown[] = unknown[], Row = unknown>(sql: string): Statement<Bound, Row>;
};

/** Each is compiled as it is first used: a hub that starts needs few of its hundreds. */
export function statementsOf(db: Database.Database): Statements {
  return {
    prepare<Bound extends unknown[], Row>(sql: string): Statement<Bound, Row> {
      let compiled: Database.Statement<Bound, Row> | undefined;
      const statement = () => (compiled ??= db.prepare<Bound, Row>(sql) as unknown as Database.Statement<Bound, Row>);
      return {
        run: (...bound) => statement().run(...bound),
        get: (...bound) => statement().get(...bound),
        all: (...bound) => statement().all(...bound),
        iterate: (...bound) => statement().iterate(...bound),
        pluck: (toggle) => statement().pluck(toggle),
      };
    },
  };
}
