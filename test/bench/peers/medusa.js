import { createRequire } from 'node:module';

/**
 * Medusa's compute-actions on promotions already in memory: the loop of PromotionModuleService.computeActions without its
 * database, made of the package's own functions.
 */
const require = createRequire(import.meta.url);
const { ComputeActionUtils, areRulesValidForContext } = require('@medusajs/promotion/dist/utils');
const { transformPropertiesToBigNumber } = require('@medusajs/framework/utils');

/** @returns the number of adjustments and their sum in major units */
export function computeActions(promotions, context) {
  const actions = [];
  const applied = new Map();
  for (const promotion of promotions) {
    if (!areRulesValidForContext(promotion.rules, context, 'order')) continue;
    const across = promotion.application_method.target_type === 'order' ? 'across' : undefined;
    actions.push(...ComputeActionUtils.getComputedActionsForItems(promotion, context.items, applied, across));
  }
  transformPropertiesToBigNumber(actions, { include: ['amount'] });
  return actions;
}
