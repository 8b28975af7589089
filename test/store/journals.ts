import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { MemberFacts } from '../../shared/loyalty/facts.ts';
import type { Movement } from '../../shared/loyalty/outcome.ts';
import { firstPrev } from '../../shared/protocol/journal.ts';
import type { LeaseGrant, ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import { nodePorts } from '../../main/ports.node.ts';
import { openJournal } from '../../main/store/journal.ts';
import type { Journal, JournalOptions } from '../../main/store/journal.ts';

/** Thousands of small commits: in memory where there is such a disk, for what fsync keeps can't be told by a test anyway. */
const disk = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A folder of its own for a test file; gone after it. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(disk, `kopilka-${name}-`));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const at = '2026-11-23T18:59:59+03:00';
export const by = { at, shift: 'shift-1', cashier: 'anna' };

export function journalIn(folder: string, more: Partial<JournalOptions> = {}): Journal {
  return openJournal({ file: join(folder, 'journal.db'), till: 'till-1', ports: nodePorts, now: () => at, ...more });
}

/** What a crash leaves: the database and its log as they are, nothing of what the process held in memory. */
export function crashCopy(folder: string, to: string): string {
  mkdirSync(to, { recursive: true });
  for (const name of ['journal.db', 'journal.db-wal'])
    if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(to, name));
  return to;
}

export function memberFacts(id: string): MemberFacts {
  const nothing = { segments: [], lots: [], debt: [], entitlements: [] };
  const account = { joined: '2026-01-01', tier: null, spendMinor: 0, purchaseCount: 0, lastReceipt: null };
  return { id, identification: 'card', ...account, ...nothing };
}

const shop = {
  id: 'shop-1',
  zone: { name: 'Europe/Moscow', offsets: [{ from: '2020-01-01T00:00:00Z', offsetMinutes: 180 }] },
};
const engine = { semantics: 1, hash: 'engine' };

type SaleParts = {
  member?: string;
  movements?: Movement[];
  leasesClosed?: string[];
  number?: number;
  netMinor?: number;
};

/** A sale as small as the schema allows: one good, paid in cash. */
export function saleBody(receipt: string, parts: SaleParts = {}): SaleBody {
  const { member, movements = [], leasesClosed = [], number = 1, netMinor = 1000 } = parts;
  const line = { id: 'l1', sku: 'bread', quantity: 1000, unitPriceMinor: netMinor };
  const totals = {
    grossMinor: netMinor,
    discountMinor: 0,
    redeemedMinor: 0,
    netMinor,
    redeemed: [],
    earned: [],
    vat: [],
  };
  return {
    kind: 'sale',
    receipt,
    number,
    engine,
    facts: {
      receipt,
      moment: at,
      lines: [line],
      shop,
      channel: 'shop',
      till: 'till-1',
      cashier: 'anna',
      member: member === undefined ? null : memberFacts(member),
    },
    money: {
      lines: [
        {
          ...line,
          from: ['l1'],
          grossMinor: netMinor,
          discounts: [],
          discountMinor: 0,
          redeemed: [],
          redeemedMinor: 0,
          netMinor,
          earned: [],
          positions: [{ quantity: 1000, unitNetMinor: netMinor, netMinor }],
        },
      ],
      totals,
      movements,
      entitlements: { used: [] },
      tier: null,
    },
    digest: firstPrev,
    payments: [{ id: `pay-${receipt}`, kind: 'cash', amountMinor: netMinor }],
    leasesClosed,
  };
}

export function returnBody(receipt: string, ofReceipt: string, quantity: number, member?: string): ReturnBody {
  return {
    kind: 'return',
    receipt,
    number: 2,
    ofReceipt,
    engine,
    facts: {
      receipt,
      moment: at,
      shop,
      till: 'till-1',
      cashier: 'anna',
      member: member === undefined ? null : memberFacts(member),
    },
    returned: [],
    lines: [{ line: 'l1', quantity }],
    money: {
      lines: [],
      totals: { refundMinor: 0, reinstated: [], clawedBack: [], vat: [] },
      movements: [],
      entitlements: { reopened: [] },
      tier: null,
    },
    digest: firstPrev,
    payments: [],
  };
}

export function grant(lease: string, member: string, points: number): LeaseGrant {
  const lot = { id: 'lot-1', wallet: 'bonus', points, activeFrom: at, expiresAt: null };
  return {
    lease: { id: lease, till: 'till-1', lots: [lot] },
    member,
    requestId: `ask-${lease}`,
    grantedAt: at,
    generation: 'generation-1',
  };
}
