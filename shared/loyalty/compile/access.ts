import { minimumIdentification } from '../programme/defaults.ts';
import type { Access } from '../programme/schema.ts';
import { asksForMember, audienceConditions, knownMember } from './audience.ts';
import { goodsTest } from './goods.ts';
import { scheduleConditions } from './schedule.ts';
import type { CompiledAccess } from './types.ts';

export function compileAccess({ id, goods, audience, schedule }: Access): CompiledAccess {
  const least = audience.minimumIdentification ?? minimumIdentification.other;
  return {
    id,
    goods: goodsTest(goods),
    schedule: schedule ? scheduleConditions(schedule) : [],
    audience: [...(asksForMember(audience) ? knownMember(least) : []), ...audienceConditions(audience)],
  };
}
