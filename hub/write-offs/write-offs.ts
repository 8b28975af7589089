import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { ConfirmReply, ConfirmRequest, WriteOffsPage, WriteOffsQuery } from '../../shared/protocol/write-offs.ts';
import type { Ports } from '../ports.ts';
import type { Reader, Store } from '../store/store.ts';
import { writeDown } from '../users/audit.ts';
import type { Actor } from '../users/audit.ts';

const pageWriteOffs = 100;
const mostWriteOffs = 500;

/** What nobody confirmed, oldest first. Throws `writeOff.unknown` where `after` is none. */
export async function openWriteOffs(reader: Reader, query: WriteOffsQuery): Promise<WriteOffsPage> {
  const { after, limit = pageWriteOffs } = query;
  const place = after === undefined ? null : await reader.writeOff(after);
  if (place === undefined) throw new KopilkaError('writeOff.unknown', { id: after ?? '' });
  const most = Math.min(limit, mostWriteOffs);
  const rows = await reader.openWriteOffs(place, most);
  return {
    writeOffs: rows.map(({ writeOff }) => writeOff),
    after: rows.length < most ? null : (rows.at(-1)?.id ?? null),
  };
}

/** Closes them by a document of the ERP's, once and for all. Throws `writeOff.unknown`, `writeOff.confirmed`, and then none is closed. */
export async function confirmWriteOffs(
  { store, ports }: { store: Store; ports: Pick<Ports, 'clock' | 'random'> },
  by: Actor,
  { ids, document }: ConfirmRequest,
): Promise<ConfirmReply> {
  return store.write(async (tx) => {
    const confirmed = { document, by: by.name, at: new Date(ports.clock.nowMs()).toISOString() };
    let count = 0;
    for (const id of new Set(ids)) {
      const row = await tx.writeOff(id);
      if (!row) throw new KopilkaError('writeOff.unknown', { id });
      const before = row.confirmed?.document ?? document;
      if (before !== document) throw new KopilkaError('writeOff.confirmed', { id, document: before });
      if (row.confirmed) continue;
      await tx.confirmWriteOff(id, confirmed);
      count += 1;
    }
    if (count > 0) await writeDown(tx, ports, by, { action: 'writeOff.confirm', subject: document });
    return { confirmed: count };
  });
}
