import { KopilkaError } from '../../../shared/protocol/errors.ts';
import type { Ask } from './connection.ts';
import { postgresMigrations } from './schema.ts';

export const newestVersion = postgresMigrations.length;

/** Brings the tables to this hub's version. What was broken off is simply done again. Throws `hub.schema` when they are of a newer hub. */
export async function migrate(ask: Ask): Promise<{ from: number; to: number }> {
  const from = await versionOf(ask);
  if (from > newestVersion) throw new KopilkaError('hub.schema', { found: from, wanted: newestVersion });
  await ask('create table if not exists schema_version (version bigint primary key)');
  for (const [index, statements] of postgresMigrations.entries()) {
    if (index < from) continue;
    for (const statement of statements) await ask(statement);
    await ask('insert into schema_version values ($1) on conflict (version) do nothing', [index + 1]);
  }
  return { from, to: newestVersion };
}

/** How many versions have run; 0 of a database that never saw a hub. */
export async function versionOf(ask: Ask): Promise<number> {
  const [found] = await ask<{ name: string | null }>(`select cast(to_regclass('schema_version') as text) as name`);
  if (!found?.name) return 0;
  const [row] = await ask<{ version: number | null }>('select max(version) as version from schema_version');
  return row?.version ?? 0;
}
