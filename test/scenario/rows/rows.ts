import type { Told } from '../shop.ts';
import { bonusRow } from './a-bonus.ts';
import { promotionsRow } from './b-promotions.ts';
import { activitiesRow } from './c-activities.ts';
import { tiersRow } from './d-tiers.ts';
import { referralRow } from './e-referral.ts';
import { triggerGoodsRow } from './f-trigger-goods.ts';
import { agentsRow } from './g-agents.ts';
import { giftsRow } from './h-gifts.ts';
import { clubsRow } from './i-clubs.ts';
import { coalitionRow } from './j-coalition.ts';
import { valuesRow } from './k-values.ts';
import { personalRow } from './l-personal.ts';
import { gamesRow } from './m-games.ts';
import { workedFurther } from './worked-further.ts';
import { worked } from './worked.ts';

const named = (numbers: Record<string, Told>) =>
  Object.entries(numbers).map(([number, told]) => ({ ...told, name: `${number}: ${told.name}` }));

/** All of them: the worked numbers, and several of each row of what a loyalty programme may be asked for. */
export const rows: Record<string, Told[]> = {
  'the worked numbers': [...named(worked), ...named(workedFurther)],
  'A, bonus': bonusRow,
  'B, promotions': promotionsRow,
  'C, activities': activitiesRow,
  'D, tiers': tiersRow,
  'E, referral and links': referralRow,
  'F, trigger goods': triggerGoodsRow,
  'G, agents': agentsRow,
  'H, gifts': giftsRow,
  'I, clubs': clubsRow,
  'J, coalition': coalitionRow,
  'K, values': valuesRow,
  'L, personal': personalRow,
  'M, games': gamesRow,
};
