import type { Programme } from '../shared/loyalty/programme/schema.ts';
import { KopilkaError } from '../shared/protocol/errors.ts';
import type { EraseReply, MemberExport } from '../shared/protocol/hub.ts';
import type { Exposure, TillExposure } from '../shared/protocol/exposure.ts';
import type {
  AuditPage,
  AuditQuery,
  CloseRequest,
  Item,
  ItemSides,
  ItemsPage,
  ItemsQuery,
  User,
  UserRequest,
} from '../shared/protocol/office.ts';
import { decideBacklog } from './ingest/backlog.ts';
import type { IngestDeps } from './ingest/ingest.ts';
import { closeItem } from './items/close.ts';
import { listItems } from './items/list.ts';
import { itemSides } from './items/sides.ts';
import { exposure } from './leases/exposure.ts';
import { declareLost } from './leases/lost.ts';
import { eraseMember } from './members/erase.ts';
import { exportMember } from './members/export.ts';
import { unblockCard } from './members/cards.ts';
import type { Ports } from './ports.ts';
import { auditPage, writeDown } from './users/audit.ts';
import type { Actor } from './users/audit.ts';
import { addUser, listUsers, removeUser, setPassword } from './users/users.ts';

/** What people work through at the hub, and who they are. */
export type HubOffice = {
  items(query: ItemsQuery): Promise<ItemsPage>;
  item(id: string): Promise<ItemSides>;
  closeItem(id: string, request: CloseRequest): Promise<Item>;
  /** From now on nothing the till says is booked before a person looked at it. Throws `enrol.unknownTill`. */
  revokeTill(till: string, why: string): Promise<void>;
  /** What tills hold and may risk that the hub can't see yet, in money. */
  exposure(): Promise<Exposure>;
  /** A person's word that the till never comes back: its leases are free. Answers what they held. Throws `enrol.unknownTill`. */
  declareLost(till: string, why: string): Promise<TillExposure>;
  /** Forgets who a member is, here and at every till. Throws `member.notKnown`. */
  eraseMember(id: string, asked: { by: string; why: string }): Promise<EraseReply>;
  /** All that is kept of a member. Throws `member.notKnown`. */
  exportMember(id: string): Promise<MemberExport>;
  /** A card that a till blocked identifies its member again. Answers whose it is. Throws `card.notBlocked`. */
  unblockCard(card: string, why: string): Promise<{ member: string }>;
  users(): Promise<User[]>;
  addUser(request: UserRequest): Promise<void>;
  setPassword(name: string, password: string): Promise<void>;
  removeUser(name: string): Promise<void>;
  audit(query: AuditQuery): Promise<AuditPage>;
};

export type OfficeDeps = {
  ingest: IngestDeps;
  ports: Pick<Ports, 'clock' | 'random'>;
  /** In this process. */
  endSessions(till: string): void;
  /** Drops what this process copied of persons for tills. */
  forgetCopies(): Promise<void>;
};

/** As `actor` sees it; what they change is written down under their name. */
export function hubOffice({ ingest, ports, endSessions, forgetCopies }: OfficeDeps, actor: Actor): HubOffice {
  const { store, reconciler, revisions } = ingest;
  const { reader } = store;
  const users = { store, ports };
  async function programmeNow(): Promise<Programme | null> {
    await revisions.refresh(reader);
    const found = await revisions.programmeAt(reader, ports.clock.nowMs(), reconciler.engines.newest);
    return found?.programme ?? null;
  }
  return {
    items: (query) => listItems(reader, query),
    async item(id) {
      await revisions.refresh(reader);
      return itemSides({ reader, engines: reconciler.engines, revisions }, id);
    },
    async closeItem(id, request) {
      await revisions.refresh(reader);
      const decide: Parameters<typeof closeItem>[0]['decide'] = (tx, till, decision) =>
        decideBacklog(ingest, tx, till, decision);
      const closed = await closeItem({ store, ports, decide }, actor, id, request);
      if (request.decision !== undefined) await store.scrub();
      return closed;
    },
    async revokeTill(till, why) {
      await store.write(async (tx) => {
        const row = await tx.till(till);
        if (!row) throw new KopilkaError('enrol.unknownTill', { till });
        await tx.saveTill({ ...row, revokedMs: row.revokedMs ?? ports.clock.nowMs() });
        await writeDown(tx, ports, actor, { action: 'till.revoke', subject: till, why });
      });
      endSessions(till);
    },
    exposure: async () => exposure(reader, await programmeNow()),
    async declareLost(till, why) {
      const programme = await programmeNow();
      const held = await store.write((tx) => declareLost(tx, { ports, actor, programme }, till, why));
      endSessions(till);
      return held;
    },
    async eraseMember(id, asked) {
      const erased = await eraseMember({ store, clock: ports.clock, forgetCopies }, id, asked);
      const deed = { action: 'member.erase', subject: id, why: asked.why };
      await store.write((tx) => writeDown(tx, ports, actor, deed));
      return erased;
    },
    exportMember: (id) => exportMember(reader, id),
    unblockCard: (card, why) =>
      store.write(async (tx) => {
        const member = await unblockCard(tx, card);
        await writeDown(tx, ports, actor, { action: 'card.unblock', subject: member, why });
        return { member };
      }),
    users: () => listUsers(users),
    addUser: (request) => addUser(users, actor, request),
    setPassword: (name, password) => setPassword(users, actor, name, password),
    removeUser: (name) => removeUser(users, actor, name),
    audit: (query) => auditPage(reader, query),
  };
}
