import { openAccount } from '../../shared/loyalty/account.ts';
import type { Account } from '../../shared/loyalty/account.ts';
import type { EntitlementFacts } from '../../shared/loyalty/facts.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import type { Good, ImportedMember } from '../../shared/protocol/feed.ts';
import type { DemoCode } from '../../shared/protocol/page.ts';

/** People who are nobody, in what the shop's own programme has for members: nobody's name or points are practised on. */

type Trainee = { ru: string; en: string; noteRu: string; noteEn: string; account: Partial<Account> };

export type TrainingShop = {
  shop: string;
  programme: Programme;
  /** The shop's, as local moments: when they joined, and now. */
  joined: string;
  now: string;
  /** What waits as a gift; none where the shop has no goods. */
  gift: { good: Good; priceMinor: number } | null;
};

/** Points for a fair piece of a receipt, in units of each wallet. */
const pointsEach = 500;

export function trainingMembers(from: TrainingShop): ImportedMember[] {
  return trainees(from).map(({ ru, account }, index) => {
    const member = `training-${index + 1}`;
    return {
      id: member,
      shops: [from.shop],
      name: ru,
      cards: [trainingCard(index)],
      account: openAccount({ member, joined: from.joined.slice(0, 10), ...account }),
    };
  });
}

export function trainingCodes(from: TrainingShop): DemoCode[] {
  return trainees(from).map(({ ru, en, noteRu, noteEn }, index) => ({
    group: 'member',
    // As a phone shows it: whatever the shop's own cards look like.
    code: `KP1:M:${trainingCard(index)}`,
    name: { ru, en },
    note: { ru: noteRu, en: noteEn },
  }));
}

function trainingCard(index: number): string {
  return `99000000000${index + 1}`;
}

function trainees({ programme, joined, now, gift }: TrainingShop): Trainee[] {
  const { wallets, tiers = [], promotions } = programme;
  const [lowest, highest] = [tiers.at(0)?.id ?? null, tiers.at(-1)?.id ?? null];
  const lots = wallets.map(({ id, scale }) => ({
    id: `training:${id}`,
    wallet: id,
    points: pointsEach * 10 ** scale,
    activeFrom: joined,
    expiresAt: null,
  }));
  const giving = promotions.find(({ give }) => give.kind === 'gift');
  const known = { spendMinor: 5_000_00, purchaseCount: 10 };
  const people: Trainee[] = [
    {
      ru: 'Анна Учебная',
      en: 'Anna, has points',
      noteRu: 'баллы есть',
      noteEn: 'points to spend',
      account: { ...known, tier: highest, lots },
    },
    { ru: 'Егор Учебный', en: 'Egor, new', noteRu: 'новый', noteEn: 'a new member', account: { tier: lowest } },
    {
      ru: 'Жанна Учебная',
      en: 'Zhanna, blocked',
      noteRu: 'карта заблокирована',
      noteEn: 'card blocked',
      account: { ...known, tier: lowest, blocked: true, lots },
    },
  ];
  if (!giving || !gift) return people;
  const entitlements = [giftOf(giving.id, gift, now)];
  const taking: Trainee = {
    ru: 'Вера Учебная',
    en: 'Vera, has a gift',
    noteRu: 'ждёт подарок',
    noteEn: 'a gift is waiting',
    account: { ...known, tier: lowest, entitlements },
  };
  return [...people, taking];
}

function giftOf(
  promotion: string,
  { good, priceMinor }: NonNullable<TrainingShop['gift']>,
  now: string,
): EntitlementFacts {
  const { sku, categories, vatRateBp } = good;
  const nextYear = `${Number(now.slice(0, 4)) + 1}-12-31T00:00:00${now.slice(19)}`;
  return {
    id: 'training-gift',
    kind: 'gift',
    promotion,
    gift: {
      sku,
      unitPriceMinor: priceMinor,
      categories,
      ...(vatRateBp === undefined ? {} : { vatRateBp }),
      quantity: 1000,
    },
    validUntil: nextYear,
  };
}
