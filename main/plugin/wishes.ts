import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { MemberCard } from '../../shared/protocol/plugin-answers.ts';
import type { WishDropping, WishQuestion, Who } from '../../shared/protocol/plugin.ts';
import { sha256 } from '../identity/hash.ts';
import type { Desk } from '../sale/desk.ts';
import { noReceipt } from '../sale/seat.ts';
import { askWish, dropWish, wasAsked } from '../sale/wishes.ts';
import { memberCard } from './answers.ts';
import { identify } from './ring.ts';
import { passingDesk } from './seats.ts';

const onePiece = 1000;

/** Once, however often it is asked. Throws as `identify`, and `good.unknown`. */
export function wished(counter: Desk, host: string, { wish, member: who, good, quantity = onePiece }: WishQuestion) {
  const id = sha256(JSON.stringify([counter.deps.till, host, wish])).slice(0, 32);
  return withMember(counter, host, who, (desk, member) => {
    if (!wasAsked(desk, member, id)) askWish(desk, { id, member, good, quantity });
  });
}

/** Throws as `identify`, and `wish.unknown`. */
export function unwished(counter: Desk, host: string, { wish, member: who }: WishDropping): MemberCard {
  return withMember(counter, host, who, (desk, member) => dropWish(desk, member, wish));
}

function withMember(counter: Desk, host: string, who: Who, work: (desk: Desk, member: string) => void): MemberCard {
  const desk = passingDesk(counter, host, noReceipt);
  try {
    identify(desk, who);
    const { member } = desk.open().sale;
    if (!member) throw new KopilkaError('member.unknown', { value: 'card' in who ? who.card : '' });
    work(desk, member.id);
    return memberCard(desk)!;
  } finally {
    desk.leave();
  }
}
