import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import type { ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import type { EventKey, MoneyRow } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';
import { txnOf } from './keys.ts';

/**
 * Money that one side owes another because of a receipt, in double entries: `partner:<id>` or `operator` for points granted and
 * taken and for parts of a bundle; to `cause:<id>` from the shop's partner (or the operator), or from `member`. A side's balance is
 * what it is owed less what it owes.
 */
type Debt = { from: string; to: string; reason: MoneyRow['reason']; rule: string | null; amountMinor: number };

export async function postMoney(
  tx: Tx,
  key: EventKey,
  shop: string,
  body: SaleBody | ReturnBody,
  programme: Programme,
): Promise<void> {
  const operator = programme.coalition?.operator;
  const side = (company: string) => (company === operator ? 'operator' : `partner:${company}`);
  const { partner } = body.facts.shop;
  const shopSide = partner === undefined ? 'operator' : side(partner);
  const debts = [
    ...(body.money.settlements ?? []).map((each) => ({ ...each, from: side(each.from), to: side(each.to) })),
    ...donations(body).map(({ cause, by, ...each }): Debt => {
      const [giver, taker] = [by === 'member' ? 'member' : shopSide, `cause:${cause}`];
      const isBack = body.kind === 'return';
      return { ...each, from: isBack ? taker : giver, to: isBack ? giver : taker, reason: 'donation' };
    }),
  ];
  await postDebts(tx, { shop, txn: txnOf(key), atMs: key.atMs }, programme, debts);
}

/** Enters debts of one transaction. */
export async function postDebts(
  tx: Tx,
  of: Pick<MoneyRow, 'shop' | 'txn' | 'atMs'>,
  { id, currency }: Programme,
  debts: readonly Debt[],
): Promise<void> {
  for (const entry of entries(debts)) await tx.addMoney({ ...of, programme: id, currency, ...entry });
}

function donations(body: SaleBody | ReturnBody) {
  if (body.kind === 'sale') return body.money.donations ?? [];
  return (body.money.donations ?? []).map((each) => ({ ...each, rule: null }));
}

/** Sums by reason, rule and both sides. Both sides of each debt are entered, so they are zero together. */
function entries(debts: readonly Debt[]): Pick<MoneyRow, 'reason' | 'rule' | 'side' | 'other' | 'amountMinor'>[] {
  const sums = new Map<string, ReturnType<typeof entries>[number]>();
  const add = (reason: MoneyRow['reason'], rule: string, side: string, other: string, amountMinor: number) => {
    const id = JSON.stringify([reason, rule, side, other]);
    sums.set(id, { reason, rule, side, other, amountMinor: (sums.get(id)?.amountMinor ?? 0) + amountMinor });
  };
  for (const { from, to, reason, rule, amountMinor } of debts) {
    add(reason, rule ?? '', from, to, -amountMinor);
    add(reason, rule ?? '', to, from, amountMinor);
  }
  return [...sums.values()].filter(({ amountMinor }) => amountMinor !== 0);
}
