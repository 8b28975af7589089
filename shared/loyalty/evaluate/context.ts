import type { CompiledProgramme, Context, WithheldReason } from '../compile/types.ts';
import type { EntitlementFacts, Facts, MemberFacts, RightsFacts } from '../facts.ts';
import { parseMoment } from '../time/moment.ts';
import type { LocalMoment } from '../time/moment.ts';

const nothingUnlocked: ReadonlyMap<string, EntitlementFacts> = new Map();
const nothingWithheld: ReadonlyMap<string, WithheldReason> = new Map();
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
    ...(member === null ? noRights : rightsOf(member.entitlements, facts, moment)),
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

type Rights = Pick<Context, 'unlocked' | 'withheld'>;
const noRights: Rights = { unlocked: nothingUnlocked, withheld: nothingWithheld };

/**
 * A coupon works when it is shown, an offer or a privilege by itself. Of several the one that ends first is used, of those that
 * this till may use now.
 */
function rightsOf(
  entitlements: readonly EntitlementFacts[],
  { codes = [], rights }: Facts,
  moment: LocalMoment,
): Rights {
  if (entitlements.length === 0) return noRights;
  const unlocked = new Map<string, EntitlementFacts>();
  const withheld = new Map<string, WithheldReason>();
  for (const entitlement of entitlements) {
    if (entitlement.kind === 'gift' || !isValidAt(entitlement, moment)) continue;
    if (entitlement.kind === 'coupon' && !codes.includes(entitlement.id)) continue;
    const reason = rights && withheldReason(rights, entitlement.id);
    if (reason) withheld.set(entitlement.promotion, reason);
    else {
      const other = unlocked.get(entitlement.promotion);
      if (!other || endsBefore(entitlement, other)) unlocked.set(entitlement.promotion, entitlement);
    }
  }
  return { unlocked, withheld };
}

/** Undefined: the right may be used. */
export function withheldReason({ withheld }: RightsFacts, entitlement: string): WithheldReason | undefined {
  return withheld.find((each) => each.entitlement === entitlement)?.reason;
}

function endsBefore(a: EntitlementFacts, b: EntitlementFacts): boolean {
  const [left, right] = [endMs(a), endMs(b)];
  return left < right || (left === right && a.id < b.id);
}

function endMs({ validUntil }: EntitlementFacts): number {
  return validUntil === undefined ? Infinity : Date.parse(validUntil);
}
