import { formatMoney, formatPoints, formatRate } from '../../shared/i18n/format.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import type { HubReport } from '../../shared/protocol/report.ts';

const words = {
  turnover: { ru: 'Оплачено участниками', en: 'Paid by members' },
  receipts: { ru: 'продаж, возвратов, с картой', en: 'sales, returns, with a card' },
  discounts: { ru: 'Скидки', en: 'Discounts' },
  cost: { ru: 'Цена программы', en: 'Cost of the programme' },
  liability: { ru: 'обязательства', en: 'liability' },
  accrued: { ru: 'начислено', en: 'accrued' },
  clawedBack: { ru: 'отозвано', en: 'clawed back' },
  redeemed: { ru: 'списано', en: 'redeemed' },
  reinstated: { ru: 'возвращено', en: 'reinstated' },
  expired: { ru: 'сгорело', en: 'expired' },
  toCauses: { ru: 'на добрые дела', en: 'to causes' },
  debt: { ru: 'долг', en: 'debt' },
  owes: { ru: 'должен', en: 'owes' },
  cause: { ru: 'Собрано', en: 'Raised' },
  level: { ru: 'Приглашённые, уровень', en: 'Brought, level' },
  rewards: { ru: 'пригласившим', en: 'to those who brought them' },
  agent: { ru: 'Агент', en: 'Agent' },
  clients: { ru: 'клиентов', en: 'clients' },
  link: { ru: 'Ссылка', en: 'Link' },
  joined: { ru: 'пришло', en: 'joined' },
  bought: { ru: 'купило', en: 'bought' },
  average: { ru: 'средний чек', en: 'average receipt' },
  perMember: { ru: 'цена участника', en: 'per member' },
  perBuyer: { ru: 'покупателя', en: 'per buyer' },
  promotion: { ru: 'Акция', en: 'Promotion' },
  uses: { ru: 'раз', en: 'uses' },
  of: { ru: 'из', en: 'of' },
  tier: { ru: 'Уровень', en: 'Tier' },
  wishes: { ru: 'Желания', en: 'Wishes' },
  arrived: { ru: 'прибыло', en: 'arrived' },
  boughtOut: { ru: 'выкуплено', en: 'bought' },
  dropped: { ru: 'отозвано', en: 'dropped' },
} as const;

/** The report as lines for people. */
export function reportText(report: HubReport, locale: Locale): string {
  const say = (word: keyof typeof words) => words[word][locale];
  const money = (amountMinor: number | null) => (amountMinor === null ? '–' : formatMoney(amountMinor, locale));
  const points = (amount: number, wallet: string) => {
    const known = report.wallets.find((each) => each.wallet === wallet);
    return formatPoints(amount, known?.scale ?? 0, locale);
  };
  const { programme, receipts } = report;
  const lines = [
    `${programme.name[locale]} (${programme.id} ${programme.version}, ${programme.currency})`,
    `${say('turnover')}: ${money(report.turnoverMinor)}; ${say('receipts')}: ${receipts.sales}, ${receipts.returns}, ${receipts.withMember}`,
    `${say('discounts')}: ${money(report.discountMinor)}`,
    `${say('cost')}: ${report.costBp === null ? '–' : formatRate(report.costBp, locale)}`,
  ];
  for (const each of report.wallets) {
    const { wallet } = each;
    const flows = (['accrued', 'clawedBack', 'redeemed', 'reinstated', 'expired', 'toCauses', 'debt'] as const).map(
      (flow) => `${say(flow)} ${points(each[flow], wallet)}`,
    );
    lines.push(
      `${each.name[locale]}: ${points(each.outstanding, wallet)}, ${say('liability')} ${money(each.liabilityMinor)}; ${flows.join(', ')}`,
    );
  }
  for (const { from, to, amountMinor, reason } of report.settlements) {
    lines.push(`${from} ${say('owes')} ${to}: ${money(amountMinor)} (${reason})`);
  }
  for (const { name, totalMinor, goalMinor, byMembersMinor, byShopsMinor } of report.causes) {
    const goal = goalMinor === null ? '' : ` ${say('of')} ${money(goalMinor)}`;
    lines.push(
      `${say('cause')}, ${name[locale]}: ${money(totalMinor)}${goal} (+${money(byMembersMinor)}, +${money(byShopsMinor)})`,
    );
  }
  return [...lines, ...peopleLines(report, locale, say, money, points)].join('\n');
}

function peopleLines(
  report: HubReport,
  locale: Locale,
  say: (word: keyof typeof words) => string,
  money: (amountMinor: number | null) => string,
  points: (amount: number, wallet: string) => string,
): string[] {
  const rewards = (of: readonly { wallet: string; points: number }[]) =>
    of.map((each) => points(each.points, each.wallet)).join(', ') || '0';
  return [
    ...report.referrals.map(({ level, members, turnoverMinor }) => {
      const got = rewards(report.referralRewards.filter((each) => each.level === level));
      return `${say('level')} ${level}: ${members}, ${money(turnoverMinor)}; ${say('rewards')} ${got}`;
    }),
    ...report.agents.map(
      ({ agent, clients, turnoverMinor, rewards: got }) =>
        `${say('agent')} ${agent}: ${say('clients')} ${clients}, ${money(turnoverMinor)}; ${rewards(got)}`,
    ),
    ...report.links.map(
      (each) =>
        `${say('link')} ${each.name[locale]}: ${say('joined')} ${each.joined}, ${say('bought')} ${each.bought}, ` +
        `${say('average')} ${money(each.averageReceiptMinor)}, ${say('perMember')} ${money(each.costPerMemberMinor)}, ` +
        `${say('perBuyer')} ${money(each.costPerBuyerMinor)}`,
    ),
    ...report.promotions.map(({ name, unit, uses, usesInAll, givenInAll, total, budget }) => {
      const amount = (value: number) => (unit === 'minor' ? money(value) : points(value, unit));
      const [most, left] = [
        total === null ? '' : ` ${say('of')} ${total}`,
        budget === null ? '' : ` ${say('of')} ${amount(budget)}`,
      ];
      return `${say('promotion')} ${name[locale]}: ${say('uses')} ${uses} (${usesInAll}${most}), ${amount(givenInAll)}${left}`;
    }),
    ...report.privileges.map(
      ({ name, times, costMinor }) => `${name[locale]}: ${say('uses')} ${times}, ${money(costMinor)}`,
    ),
    ...report.tiers.map(({ name, members }) => `${say('tier')} ${name[locale]}: ${members}`),
    ...wishLines(report.wishes, say),
  ];
}

function wishLines(
  { asked, arrived, bought, dropped }: HubReport['wishes'],
  say: (word: keyof typeof words) => string,
): string[] {
  if (asked === 0) return [];
  return [
    `${say('wishes')}: ${asked}, ${say('arrived')} ${arrived}, ${say('boughtOut')} ${bought}, ${say('dropped')} ${dropped}`,
  ];
}
