import type { CompiledAccess, Context } from '../compile/types.ts';
import type { OutcomeLine, Rejection, SaleMoney } from '../outcome.ts';
import { toBecause } from './because.ts';
import type { Plan } from './types.ts';

type Closed = { refused: NonNullable<SaleMoney['refused']>; rejections: Rejection[] };

/** Lines that may not be sold to this buyer, and why: what the buyer lacks, then until when it is asked for. Gifts are given, not sold. */
export function closedGoods({ compiled, context, lines }: Plan, sold: readonly OutcomeLine[]): Closed {
  const closed: Closed = { refused: [], rejections: [] };
  for (const access of compiled.access) {
    const lacking = whyClosed(access, context);
    if (lacking === undefined) continue;
    const matching = lines.filter(({ fact }) => access.goods === null || access.goods(fact, context.favourites));
    const refused = sold.filter((line) => matching.some(({ fact }) => fact.id === line.id));
    if (refused.length === 0) continue;
    closed.refused.push(...refused.map(({ id }) => ({ line: id, access: access.id })));
    const because = [lacking, ...access.schedule].map((condition) => toBecause(condition, context));
    closed.rejections.push({ rule: access.id, reason: 'access.closed', because });
  }
  return closed;
}

function whyClosed({ schedule, audience }: CompiledAccess, context: Context) {
  if (!schedule.every((condition) => condition.holds(context))) return undefined;
  return audience.find((condition) => !condition.holds(context));
}
