import type { Account } from '../account.ts';
import type { MemberDate } from '../facts.ts';

/** What became known of a member beside what happened to them. What is left out stays; null is no longer known. */
export type Description = {
  joinedBy?: string | null | undefined;
  /** Who brought them, then who brought that one. */
  referrers?: string[] | undefined;
  agent?: string | null | undefined;
  attributes?: Record<string, string | null> | undefined;
  /** Each in place of the one with its id. */
  dates?: MemberDate[] | undefined;
  favourites?: string[] | undefined;
  chosen?: string[] | undefined;
  /** Segments they came into and fell out of: others stay, whoever put the member there. */
  entered?: string[] | undefined;
  left?: string[] | undefined;
};

export function describe(draft: Account, description: Description): void {
  const { joinedBy, referrers, agent, attributes, dates, favourites, chosen, entered = [], left = [] } = description;
  setOrDrop(draft, 'joinedBy', joinedBy);
  setOrDrop(draft, 'agent', agent);
  setOrDrop(draft, 'referrers', referrers);
  setOrDrop(draft, 'favourites', favourites);
  setOrDrop(draft, 'chosen', chosen);
  if (attributes) {
    const known = Object.entries({ ...draft.attributes, ...attributes });
    draft.attributes = Object.fromEntries(known.filter((entry): entry is [string, string] => entry[1] !== null));
  }
  if (dates) {
    const others = (draft.dates ?? []).filter(({ id }) => !dates.some((each) => each.id === id));
    draft.dates = [...others, ...dates];
  }
  const stays = draft.segments.filter((segment) => !left.includes(segment));
  draft.segments = [...stays, ...entered.filter((segment) => !stays.includes(segment))];
}

function setOrDrop<K extends 'joinedBy' | 'agent' | 'referrers' | 'favourites' | 'chosen'>(
  draft: Account,
  key: K,
  value: Account[K] | null,
): void {
  if (value === null) delete draft[key];
  else if (value !== undefined) draft[key] = value;
}
