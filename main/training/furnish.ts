import { KopilkaError } from '../../shared/protocol/errors.ts';
import { feedIds } from '../../shared/protocol/feed.ts';
import type { FeedDocs, FeedDocument, FeedKind } from '../../shared/protocol/feed.ts';
import type { DemoCode } from '../../shared/protocol/page.ts';
import { seal, sealedHash } from '../identity/sealed.ts';
import type { Ports } from '../ports.ts';
import { shopClock } from '../sale/shop-clock.ts';
import type { Replica } from '../store/replica.ts';
import { trainingCodes, trainingMembers } from './members.ts';
import type { TrainingShop } from './members.ts';

/** What practice needs of the shop. Who its members are, what they have, and what the hub knows of the till stays where it is. */
const copied = ['till', 'cashier', 'good', 'price', 'programme'] as const satisfies readonly FeedKind[];

/** On top of each receipt, so that none passes for a real one. */
const shopName = 'УЧЕБНЫЙ · TRAINING';
const yearMs = 365 * 86_400_000;
const goodsShown = 8;

type Places = { till: string; ports: Ports };

/** Fills an empty replica with the shop as it is now and people who are nobody. Throws `training.noShop`. Answers codes to click. */
export function furnishTraining(real: Replica, training: Replica, { till, ports }: Places): DemoCode[] {
  const own = real.get('till', till);
  const shop = own && real.get('shop', own.shop);
  const clock = shopClock({ replica: real, till, clock: ports.clock });
  const programme = real.programmeAt(clock.now())?.programme;
  if (!shop || !programme) throw new KopilkaError('training.noShop');
  const nowMs = ports.clock.nowMs();
  const pieces = real.list('good').filter(({ sku, byWeight }) => !byWeight && real.get('price', sku));
  const [first] = pieces;
  const of: TrainingShop = {
    shop: shop.id,
    programme,
    joined: clock.momentOf(nowMs - yearMs),
    now: clock.now(),
    gift: first ? { good: first, priceMinor: real.get('price', first.sku)?.priceMinor ?? 0 } : null,
  };
  const { taxId: _, ...rest } = shop;
  const documents = [
    document('shop', { ...rest, name: shopName, address: [shop.name, shop.address].filter(Boolean).join(', ') }),
    ...copied.flatMap((kind) => real.list(kind).map((doc) => document(kind, doc))),
    document('numberKey', { id: 'numbers', key: Buffer.from(ports.random.bytes(24)).toString('base64url') }),
    ...trainingMembers(of).flatMap(({ id, shops, cards, account, ...person }) => {
      const part = seal(person, ports.random);
      return [
        document('member', { id, shops, cards, account }),
        document('person', { member: id, ...part, hash: sealedHash(part.text) }),
      ];
    }),
  ];
  const checkpoint = { generation: 'training', shop: shop.id, position: 1 };
  training.applyChanges([{ position: 1, documents }], checkpoint, nowMs);
  const goods = pieces.slice(0, goodsShown).map(({ sku, name, barcodes }): DemoCode => ({
    group: 'good',
    code: barcodes[0] ?? sku,
    name,
  }));
  return [...trainingCodes(of), ...goods];
}

function document<K extends FeedKind>(kind: K, doc: FeedDocs[K]): FeedDocument {
  return { kind, id: feedIds[kind](doc), doc };
}
