import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { FoundMember, Params } from '../../shared/protocol/page.ts';
import type { Desk } from './desk.ts';
import { cardsOf, maskedTail } from './known-cards.ts';
import { knownPerson, registeredHere } from './persons.ts';

/** More than these are no answer: nobody pages through a shop's members. */
export const mostFound = 5;
/** A shop with more cards of one tail than this is asked for a phone. */
const mostOfTail = 2_000;
const tailDigits = 4;
const leastLetters = 2;

type Known = { id: string; card: string };

/**
 * The shop's members, whose card ends with four digits and a part of whose name begins as was said. Nothing is told of them that the
 * cashier was not told before. Throws `member.sayMore`, `member.tooMany`, `member.unknown`.
 */
export function findMembers(desk: Desk, { tail: typed, name }: Params<'member.find'>): FoundMember[] {
  desk.ready();
  const tail = typed.replaceAll(/\D/g, '').slice(-tailDigits);
  const beginning = folded(name);
  if (tail.length < tailDigits || beginning.replaceAll(/\P{L}/gu, '').length < leastLetters) {
    throw new KopilkaError('member.sayMore');
  }
  const found: FoundMember[] = [];
  for (const { id, card } of withCardEnding(desk, tail)) {
    const full = knownPerson(id, desk.deps)?.name;
    if (full === undefined || !` ${folded(full)}`.includes(` ${beginning}`)) continue;
    if (found.some((other) => other.id === id)) continue;
    if (found.length === mostFound) throw new KopilkaError('member.tooMany', { most: mostFound });
    found.push({ id, name: maskedName(full), tail: maskedTail(card) });
  }
  if (found.length === 0) throw new KopilkaError('member.unknown', { value: maskedTail(tail) });
  return found;
}

/** Cards of members of other shops stand as hashes, and lead to no person here; those that were replaced or blocked lead nowhere. */
function withCardEnding({ deps }: Desk, tail: string): Known[] {
  const { replica } = deps;
  const fed = replica.cardsEndingIn(tail, mostOfTail).map(({ key: card, id }) => ({ id, card }));
  if (fed.length === mostOfTail) throw new KopilkaError('member.tooMany', { most: mostFound });
  const own = registeredHere(deps).flatMap((id) =>
    cardsOf({ id }, deps)
      .filter((card) => card.endsWith(tail))
      .map((card) => ({ id, card })),
  );
  return [...fed.filter(({ id, card }) => cardsOf({ id }, deps).includes(card)), ...own];
}

/** Names as they are compared: cases, the letter ё and hyphens make no difference. */
function folded(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[\s-]+/)
    .filter((word) => word !== '')
    .join(' ');
}

/** `А••• С•••`: enough for the buyer to say that it is they, too little to read a stranger's name. */
function maskedName(name: string): string {
  return name
    .split(/\s+/)
    .flatMap((word) => Array.from(word).slice(0, 1))
    .map((letter) => `${letter}•••`)
    .join(' ');
}
