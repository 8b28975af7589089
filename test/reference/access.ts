import type { SaleMoney } from '../../shared/loyalty/outcome.ts';
import { asksMember, audienceHolds, isStrong, scheduleHolds } from './conditions.ts';
import { matches } from './goods.ts';
import { isGiven } from './state.ts';
import type { Sale } from './state.ts';

/** Lines that may not be sold to this buyer, rule by rule. */
export function refusedLines({ programme, facts, member, lines }: Sale): NonNullable<SaleMoney['refused']> {
  const bought = lines.filter((line, index) => !isGiven(line) && lines.findIndex(({ id }) => id === line.id) === index);
  return (programme.access ?? []).flatMap(({ id, goods, audience, schedule = {} }) => {
    const known = !asksMember({ audience }) || isStrong(member, audience.minimumIdentification ?? 'phoneCode');
    const open = known && audienceHolds(audience, facts, member, programme);
    if (open || !scheduleHolds(schedule, facts.moment)) return [];
    return bought.filter(({ good }) => matches(goods, good, member)).map((line) => ({ line: line.id, access: id }));
  });
}
