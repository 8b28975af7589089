import { createHash, timingSafeEqual } from 'node:crypto';
import type { Ports } from '../ports.ts';

/** How long a one-time address may be used. */
export const ticketTtlMs = 30_000;
const secretBytes = 32;

/**
 * Who may see the page: a ticket (in a one-time address) is exchanged once, within its time, for a key (in a cookie).
 * Only digests are kept, so that a dump of this process shows no key.
 */
export type Sessions = {
  /** A ticket for one exchange. */
  issueTicket: () => string;
  /** The key, once per ticket and in time; else undefined. */
  exchange: (ticket: string) => string | undefined;
  admits: (key: string | undefined) => boolean;
};

export function createSessions({ clock, random }: Pick<Ports, 'clock' | 'random'>): Sessions {
  /** Digest -> when it lapses. */
  const tickets = new Map<string, number>();
  const keys: Buffer[] = [];
  const secret = () => Buffer.from(random.bytes(secretBytes)).toString('base64url');
  const dropStale = () => {
    for (const [digest, untilMs] of tickets) if (untilMs <= clock.nowMs()) tickets.delete(digest);
  };
  return {
    issueTicket() {
      dropStale();
      const ticket = secret();

      tickets.set(digestOf(ticket).toString('hex'), clock.nowMs() + ticketTtlMs);
      return ticket;
    },
    exchange(ticket) {
      dropStale();
      if (!tickets.delete(digestOf(ticket).toString('hex'))) return undefined;
      const key = secret();
      keys.push(digestOf(key));
      return key;
    },
    admits(key) {
      if (key === undefined) return false;
      const digest = digestOf(key);
      return keys.some((each) => timingSafeEqual(each, digest));
    },
  };
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
