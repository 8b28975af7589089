import type { CompiledProgramme, Context } from '../compile/types.ts';
import type { EntitlementFacts, Facts, MemberFacts } from '../facts.ts';
import { parseMoment } from '../time/moment.ts';
import type { LocalMoment } from '../time/moment.ts';

const nothingUnlocked: ReadonlyMap<string, EntitlementFacts> = new Map();
const noFavourites: ReadonlySet<string> = new Set();

export function readContext({ filled }: CompiledProgramme, facts: Facts): Context {
  const member = facts.member === null || facts.member.blocked ? null : facts.member;
  const moment = parseMoment(facts.moment);
  const codes = facts.codes ?? [];
  return {
    facts,
    moment,
    member,
    tier: member === null ? null : (member.tier ?? filled.tiers[0]?.id ?? null),
    segments: member === null ? [] : segmentsOf(member, moment),
    favourites: member?.favourites === undefined ? noFavourites : new Set(member.favourites),
    codes,
    unlocked: member === null ? nothingUnlocked : unlockedBy(member.entitlements, codes, moment),
  };
}

/** The member's own segments, and those they have for a time: from its first moment to before its last. */
function segmentsOf({ segments, terms }: MemberFacts, { instantMs }: LocalMoment): readonly string[] {
  if (terms === undefined || terms.length === 0) return segments;
  const inForce = terms.filter(
    ({ from, until }) =>
      (from === undefined || Date.parse(from) <= instantMs) && (until === undefined || Date.parse(until) > instantMs),
  );
  return [...segments, ...inForce.map(({ segment }) => segment)];
}

/** Valid from its first moment on, and no longer at its last. */
export function isValidAt({ validFrom, validUntil }: EntitlementFacts, { instantMs }: LocalMoment): boolean {
  if (validFrom !== undefined && Date.parse(validFrom) > instantMs) return false;
  return validUntil === undefined || Date.parse(validUntil) > instantMs;
}

/** A coupon works when it is shown, an offer or a privilege by itself. Of several the one that ends first is used. */
function unlockedBy(
  entitlements: readonly EntitlementFacts[],
  codes: readonly string[],
  moment: LocalMoment,
): ReadonlyMap<string, EntitlementFacts> {
  if (entitlements.length === 0) return nothingUnlocked;
  const unlocked = new Map<string, EntitlementFacts>();
  for (const entitlement of entitlements) {
    if (entitlement.kind === 'gift' || !isValidAt(entitlement, moment)) continue;
    if (entitlement.kind === 'coupon' && !codes.includes(entitlement.id)) continue;
    const other = unlocked.get(entitlement.promotion);
    if (!other || endsBefore(entitlement, other)) unlocked.set(entitlement.promotion, entitlement);
  }
  return unlocked;
}

function endsBefore(a: EntitlementFacts, b: EntitlementFacts): boolean {
  const [left, right] = [endMs(a), endMs(b)];
  return left < right || (left === right && a.id < b.id);
}

function endMs({ validUntil }: EntitlementFacts): number {
  return validUntil === undefined ? Infinity : Date.parse(validUntil);
}
