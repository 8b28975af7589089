import { connect } from '../../client/client.ts';
import type { Client, Connection } from '../../client/client.ts';

type Basket = Parameters<Client['putBasket']>[1];
type Commit = Parameters<Client['commit']>[0];
type Return = Parameters<Client['return']>[0];

/** What the foreign till has on its own disk. */
export type ForeignDisk = {
  receipts: number;
  /** Sent, and the answer not heard. */
  sales: Commit[];
  returns: Return[];
  booked: Map<string, { paidMinor: number; bonusLines: string[] }>;
};

export const emptyDisk = (): ForeignDisk => ({ receipts: 0, sales: [], returns: [], booked: new Map() });

/**
 * A tiny till of another maker, written with the client alone. It takes money, keeps its own receipts and asks Kopilka for the rest. What it
 * sends is on its disk before, and is sent again until the answer is heard.
 */
export function openForeignTill(disk: ForeignDisk, connection: Connection) {
  const kopilka = connect(connection);

  async function deliver(): Promise<void> {
    for (const sale of disk.sales) {
      const { totals, bonusLines } = await kopilka.commit(sale);
      disk.booked.set(sale.receipt, { paidMinor: totals.dueMinor, bonusLines });
      disk.sales = disk.sales.filter((each) => each !== sale);
    }
    for (const goods of disk.returns) {
      const { refundMinor, bonusLines } = await kopilka.return(goods);
      disk.booked.set(goods.receipt, { paidMinor: -refundMinor, bonusLines });
      disk.returns = disk.returns.filter((each) => each !== goods);
    }
  }

  const nextId = () => `foreign-${(disk.receipts += 1)}`;
  return {
    deliver,
    /** Rings the goods: what is due, and what became of wishes. */
    async ring(basket: Basket) {
      const id = nextId();
      return { id, quote: await kopilka.putBasket(id, basket) };
    },
    /** The buyer paid what was quoted. */
    async pay(id: string): Promise<void> {
      const { dueMinor: amountMinor } = (await kopilka.getBasket(id)).totals;
      const payments = amountMinor === 0 ? [] : [{ kind: 'cash' as const, amountMinor }];
      disk.sales.push({ receipt: id, basket: id, payments });
      await deliver();
    },
    async takeBack(of: string, line: string, quantity: number): Promise<string> {
      const receipt = nextId();
      disk.returns.push({ receipt, of, lines: [{ line, quantity }] });
      await deliver();
      return receipt;
    },
  };
}
