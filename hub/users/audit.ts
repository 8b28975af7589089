import type { AuditPage, AuditQuery, Role } from '../../shared/protocol/office.ts';
import { randomId } from '../identity/data-folder.ts';
import type { Ports } from '../ports.ts';
import type { AuditRow } from '../store/rows.ts';
import type { Reader, Tx } from '../store/store.ts';

/** Who asks: a person, or whoever holds the token of the data folder. */
export type Actor = { name: string; role: Role };
/** No person may be called so. */
export const folderOwner: Actor = { name: '@folder', role: 'owner' };

/** What was done to what, and why where that is asked. */
export type Deed = { action: string; subject: string; why?: string };

export async function writeDown(
  tx: Tx,
  { clock, random }: Pick<Ports, 'clock' | 'random'>,
  { name: who, role }: Actor,
  { action, subject, why = '' }: Deed,
): Promise<void> {
  await tx.addAudit({ atMs: clock.nowMs(), id: randomId(random), who, role, action, subject, why });
}

const pageRows = 100;
const mostRows = 500;

/** Newest first. A place is `<moment in ms>.<id>`. */
export async function auditPage(reader: Reader, { before, limit = pageRows }: AuditQuery): Promise<AuditPage> {
  const [atMs = '', id = ''] = before?.split('.') ?? [];
  const place = before === undefined ? null : { atMs: Number(atMs) || 0, id };
  const most = Math.min(limit, mostRows);
  const rows = await reader.audit(place, most);
  const last = rows.length < most ? undefined : rows.at(-1);
  return { entries: rows.map(entryOf), before: last ? `${last.atMs}.${last.id}` : null };
}

function entryOf({ atMs, ...row }: AuditRow): AuditPage['entries'][number] {
  return { ...row, at: new Date(atMs).toISOString() };
}
