import type { Identification } from '../basics.ts';
import type {
  Access,
  Cause,
  Coalition,
  Give,
  Group,
  Keeps,
  Lifetime,
  Limits,
  Programme,
  Promotion,
  Tier,
  Wallet,
  When,
} from './schema.ts';

/** The one table of defaults. It is frozen with the engine: a programme means the same for ever. */
const defaults = {
  activationDays: 0,
  lifetime: { kind: 'never' } as Lifetime,
  redemption: { capBp: 10_000, stepPoints: 1, minimumIdentification: 'phoneCode' as Identification },
  debt: 'owe',
  when: {} as When,
  keeps: { discounts: true, accrual: true, redemption: true },
  priority: 0,
  pointsRate: { base: 'paid', whenRedeemed: 'accrue' },
  pointsPer: { base: 'paid' },
  donation: { base: 'paid' },
  partner: { earnBp: 10_000, spendBp: 10_000 },
  cheapestFree: { free: 1, rateBp: 10_000 },
  buyGet: { rateBp: 10_000 },
  privilege: { costMinor: 0 },
  onReturn: 'keep',
  groupScope: 'receipt',
  hostDiscount: { group: null, priority: 0 },
  roundTotal: 'none',
  minimumForGifts: 'phoneCode' as Identification,
  reinstateDays: 14,
} as const;

/** Who may have a rule of this kind: a phone alone earns and no more, where the rule's audience says nothing else. */
export const minimumIdentification: Record<'earning' | 'other', Identification> = {
  earning: 'phone',
  other: 'phoneCode',
};

type GiveOf<Kind extends Give['kind']> = Extract<Give, { kind: Kind }>;
type BuyGet = Omit<GiveOf<'buyGet'>, 'get'> & { get: Required<GiveOf<'buyGet'>['get']> };
type FilledKinds = 'pointsRate' | 'pointsPer' | 'donation' | 'cheapestFree' | 'privilege';
export type FilledGive = Exclude<Give, { kind: FilledKinds | 'buyGet' }> | Required<GiveOf<FilledKinds>> | BuyGet;
type Redemption = NonNullable<Wallet['redemption']>;
export type FilledWallet = Required<Omit<Wallet, 'redemption'>> & {
  redemption: Omit<Redemption, Filled> & Required<Pick<Redemption, Filled>>;
};
type Filled = 'capBp' | 'stepPoints' | 'minimumIdentification';
export type FilledPromotion = Pick<Promotion, 'id' | 'name'> & {
  when: When;
  give: FilledGive;
  keeps: Required<Keeps>;
  group: string | null;
  priority: number;
  limits: Limits | null;
  onReturn: 'keep' | 'recompute';
};
export type FilledProgramme = Pick<Programme, 'id' | 'version' | 'currency'> & {
  wallets: FilledWallet[];
  tiers: Tier[];
  promotions: FilledPromotion[];
  groups: Required<Group>[];
  hostDiscount: { group: string | null; priority: number; keeps: Required<Keeps> };
  roundTotal: 'none' | 'downTo100';
  minimumForGifts: Identification;
  reinstateDays: number;
  access: Access[];
  /** Null: as many as there are. */
  accrualsPerDay: number | null;
  causes: Cause[];
  coalition: FilledCoalition | null;
};
export type FilledCoalition = {
  operator: string;
  partners: Required<Coalition['partners'][number]>[];
};

/** The programme with every value in place. */
export function withDefaults(programme: Programme): FilledProgramme {
  const { id, version, currency, wallets, tiers = [], promotions, groups = [], hostDiscount = {} } = programme;
  return {
    id,
    version,
    currency,
    wallets: wallets.map(fillWallet),
    tiers,
    promotions: promotions.map(fillPromotion),
    groups: groups.map((group) => ({ ...group, scope: group.scope ?? defaults.groupScope })),
    hostDiscount: {
      group: hostDiscount.group ?? defaults.hostDiscount.group,
      priority: hostDiscount.priority ?? defaults.hostDiscount.priority,
      keeps: { ...defaults.keeps, ...hostDiscount.keeps },
    },
    roundTotal: programme.rounding?.total ?? defaults.roundTotal,
    minimumForGifts: programme.identification?.minimumForGifts ?? defaults.minimumForGifts,
    reinstateDays: programme.returns?.reinstateDays ?? defaults.reinstateDays,
    access: programme.access ?? [],
    accrualsPerDay: programme.limits?.accrualsPerDay ?? null,
    causes: programme.causes ?? [],
    coalition: fillCoalition(programme.coalition),
  };
}

function fillCoalition(coalition: Coalition | undefined): FilledCoalition | null {
  if (!coalition) return null;
  const { operator, partners } = coalition;
  return { operator, partners: partners.map((partner) => ({ ...defaults.partner, ...partner })) };
}

function fillWallet(wallet: Wallet): FilledWallet {
  return {
    ...wallet,
    activationDays: wallet.activationDays ?? defaults.activationDays,
    lifetime: wallet.lifetime ?? defaults.lifetime,
    debt: wallet.debt ?? defaults.debt,
    redemption: { ...defaults.redemption, ...wallet.redemption },
  };
}

/** Rules that are no promotions ask what a promotion would ask: this makes one of them. */
export function fillPromotion(promotion: Promotion): FilledPromotion {
  const { id, name, when, give, keeps, group, priority, limits, onReturn } = promotion;
  return {
    id,
    name,
    when: when ?? defaults.when,
    give: fillGive(give),
    keeps: { ...defaults.keeps, ...keeps },
    group: group ?? null,
    priority: priority ?? defaults.priority,
    limits: limits ?? null,
    onReturn: onReturn ?? defaults.onReturn,
  };
}

function fillGive(give: Give): FilledGive {
  if (give.kind === 'buyGet') return { ...give, get: { ...defaults.buyGet, ...give.get } };
  if (give.kind === 'pointsRate') return { ...defaults.pointsRate, ...give };
  if (give.kind === 'cheapestFree') return { ...defaults.cheapestFree, ...give };
  if (give.kind === 'pointsPer') return { ...defaults.pointsPer, ...give };
  if (give.kind === 'donation') return { ...defaults.donation, ...give };
  return give.kind === 'privilege' ? { ...defaults.privilege, ...give } : give;
}
