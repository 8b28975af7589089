import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccount, memberFacts } from '../../../shared/loyalty/account.ts';
import type { FactLine, Facts } from '../../../shared/loyalty/facts.ts';
import { openFolder } from '../../replay/folder.ts';
import type { Folder, FolderReceipt } from '../../replay/folder.ts';
import { importLines } from '../../replay/shop.ts';
import { shopFacts } from '../../sale/facts.ts';
import type { Good, Shop } from '../../../shared/protocol/feed.ts';
import type { Past, PastReceipts } from './past.ts';

const pieceThousandths = 1000;

/** A folder of receipts in the replay's format, read as a stream: no programme was in force, prices are what was paid. */
export async function folderPast(dir: string, fromMs: number, untilMs: number): Promise<PastReceipts> {
  const scratch = mkdtempSync(join(tmpdir(), 'kopilka-dryrun-'));
  const remove = () => rmSync(scratch, { recursive: true, force: true });
  try {
    const folder = await openFolder(dir, join(scratch, 'folder.db'));
    return read(folder, { fromMs, untilMs }, () => {
      folder.close();
      remove();
    });
  } catch (error) {
    remove();
    throw error;
  }
}

function read(
  folder: Folder,
  { fromMs, untilMs }: { fromMs: number; untilMs: number },
  close: () => void,
): PastReceipts {
  const goods = new Map<string, Good>();
  let shop: Shop | undefined;
  const [first] = folder.receipts();
  for (const { kind, doc } of importLines(folder.about, folder.products(), Date.parse(first?.moment ?? ''))) {
    if (kind === 'good') goods.set((doc as Good).sku, doc as Good);
    if (kind === 'shop') shop = doc as unknown as Shop;
  }
  const within = function* (): Generator<FolderReceipt, void, undefined> {
    for (const receipt of folder.receipts()) {
      const at = Date.parse(receipt.moment);
      if (at >= fromMs && at < untilMs) yield receipt;
    }
  };
  const returned = new Set<string>();
  for (const { kind, ofReceipt } of within()) if (kind === 'return') returned.add(ofReceipt);
  return {
    *receipts() {
      for (const receipt of within()) yield receipt.kind === 'sale' ? sale(receipt, shop!, goods) : giveBack(receipt);
    },
    returned,
    // The folder has no price list: what a rule adds could not be rung.
    goods: () => [],
    close,
  };
}

function sale(receipt: FolderReceipt, shop: Shop, goods: ReadonlyMap<string, Good>): Past {
  const { moment, member } = receipt;
  const facts: Facts = {
    receipt: receipt.receipt,
    moment,
    lines: receipt.lines.map(({ sku, quantity, unitPriceMinor }, index): FactLine => {
      const { name: _, barcodes: __, ...good } = goods.get(sku)!;
      return { ...good, id: `${index + 1}`, quantity: quantity * pieceThousandths, unitPriceMinor };
    }),
    shop: shopFacts(shop, moment),
    channel: 'shop',
    till: 'replay-1',
    attributes: { shop: receipt.shop },
    cashier: null,
    member: member === '' ? null : memberFacts(openAccount({ member, joined: moment.slice(0, 10) }), 'card'),
  };
  return { kind: 'sale', facts, was: null };
}

function giveBack({ receipt, ofReceipt, moment, lines }: FolderReceipt): Past {
  return {
    kind: 'return',
    receipt,
    ofReceipt,
    moment,
    goods: lines.map(({ sku, quantity }) => ({ sku, quantity: quantity * pieceThousandths })),
    refundMinor: lines.reduce((sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor, 0),
    was: null,
  };
}
