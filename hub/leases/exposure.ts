import { mulDiv } from '../../shared/money/money.ts';
import type { Account, AccountLease } from '../../shared/loyalty/account.ts';
import type { Programme, Wallet } from '../../shared/loyalty/programme/schema.ts';
import type { Exposure, PointsAtRisk, TillExposure } from '../../shared/protocol/exposure.ts';
import type { TillRow } from '../store/rows.ts';
import type { Reader } from '../store/store.ts';

/** What all tills hold and may risk. `programme`: the one in force; null before the first. */
export async function exposure(reader: Reader, programme: Programme | null): Promise<Exposure> {
  const tills: TillExposure[] = [];
  for (const { id } of await reader.documents('till')) {
    const row = await reader.till(id);
    if (row) tills.push(await tillExposure(reader, row, programme));
  }
  const enrolled = tills.filter((till) => till.enrolled).length;
  const floor = floorOf(programme, enrolled);
  return {
    tills,
    leasedMinor: tills.reduce((sum, { leased, rightsMinor }) => sum + rightsMinor + worthOf(leased), 0),
    floor,
    floorMinor: worthOf(floor),
  };
}

export async function tillExposure(reader: Reader, row: TillRow, programme: Programme | null): Promise<TillExposure> {
  const { till, shop, publicKey } = row;
  const points = new Map<string, number>();
  let rights = 0;
  let rightsMinor = 0;
  const open = await reader.openGrants(till);
  for (const { lease: id, member } of open) {
    const account = await accountOf(reader, member);
    const lease = account?.leases.find((each) => each.id === id);
    if (!account || !lease) continue;
    for (const lot of lease.lots) points.set(lot.wallet, (points.get(lot.wallet) ?? 0) + lot.points);
    rights += lease.rights?.length ?? 0;
    rightsMinor += goodsMinor(account, lease);
  }
  return {
    till,
    shop,
    enrolled: publicKey !== null,
    openLeases: open.length,
    leased: [...points].map(([wallet, held]) => atRisk(programme, wallet, held)),
    rights,
    rightsMinor,
  };
}

/** A lease keeps the member it was granted to, who may be an alias by now. */
async function accountOf(reader: Reader, member: string): Promise<Account | undefined> {
  const row = await reader.member(member);
  if (row) return row.account;
  const of = await reader.aliasOf(member);
  return of === undefined ? undefined : (await reader.member(of))?.account;
}

function goodsMinor(account: Account, { rights = [] }: AccountLease): number {
  return rights.reduce((sum, { entitlement, quantity }) => {
    const gift = account.entitlements.find(({ id }) => id === entitlement)?.gift;
    if (!gift) return sum;
    return sum + mulDiv(gift.costMinor ?? gift.unitPriceMinor, quantity, 1000, 'halfUp');
  }, 0);
}

/** No till risks more than its limit, nor more than so many receipts of the most one may have. */
function floorOf(programme: Programme | null, tills: number): Exposure['floor'] {
  return (programme?.offline?.floor ?? []).map(({ wallet, receiptPoints, memberPoints, tillPoints, redemptions }) => {
    const till = Math.min(tillPoints, redemptions * receiptPoints);
    return {
      ...atRisk(programme, wallet, tills * till),
      member: atRisk(programme, wallet, tills * Math.min(till, memberPoints)),
    };
  });
}

function atRisk(programme: Programme | null, wallet: string, points: number): PointsAtRisk {
  const known = programme?.wallets.find(({ id }) => id === wallet);
  return { wallet, points, amountMinor: known ? worth(points, known) : 0 };
}

function worth(points: number, { worthMinor, scale }: Wallet): number {
  return mulDiv(points, worthMinor, 10 ** scale, 'halfUp');
}

function worthOf(parts: readonly PointsAtRisk[]): number {
  return parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
