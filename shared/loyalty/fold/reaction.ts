import type { Account } from '../account.ts';
import type { Reaction } from '../event.ts';
import { addUses, setCounters } from './counts.ts';
import { applyMovement } from './points.ts';
import type { Posting } from './points.ts';
import { addTerms } from './terms.ts';

/** What an event brought this member. Points that became a donation go to charity. */
export function applyReaction(draft: Account, reaction: Reaction, postings: Posting[]): void {
  const { movements, donations, issued, terms, counters, uses, tier, atRiskSince, reviewed, referrals = 0 } = reaction;
  const spentOn = donations.length > 0 ? 'charity' : 'redeemed';
  for (const movement of movements) applyMovement(draft, movement, postings, spentOn);
  if (issued.length > 0) draft.entitlements = [...draft.entitlements, ...issued];
  addTerms(draft, terms);
  setCounters(draft, counters);
  addUses(draft, uses);
  if (tier) draft.tier = tier.to;
  if (atRiskSince === null) delete draft.atRiskSince;
  else if (atRiskSince !== undefined) draft.atRiskSince = atRiskSince;
  if (reviewed !== undefined) draft.reviewed = reviewed;
  if (referrals > 0) draft.referrals = (draft.referrals ?? 0) + referrals;
}
