import type { Identification } from '../basics.ts';
import type {
  Cause,
  Coalition,
  Give,
  Group,
  Keeps,
  Lifetime,
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

type Completed = 'pointsRate' | 'pointsPer' | 'donation';
export type FilledGive = Exclude<Give, { kind: Completed }> | Required<Extract<Give, { kind: Completed }>>;
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

function fillGive(give: Give): FilledGive {
  if (give.kind === 'pointsRate') return { ...defaults.pointsRate, ...give };
  if (give.kind === 'pointsPer') return { ...defaults.pointsPer, ...give };
  return give.kind === 'donation' ? { ...defaults.donation, ...give } : give;
}

function fillPromotion({ id, name, when, give, keeps, group, priority }: Promotion): FilledPromotion {
  return {
    id,
    name,
    when: when ?? defaults.when,
    give: fillGive(give),
    keeps: { ...defaults.keeps, ...keeps },
    group: group ?? null,
    priority: priority ?? defaults.priority,
  };
}
