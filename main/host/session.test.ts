import { describe, expect, it } from 'vitest';
import { createSessions, ticketTtlMs } from './session.ts';

function sessions() {
  let now = 0;
  let count = 0;
  const made = createSessions({
    clock: { nowMs: () => now },
    random: { bytes: (length) => new Uint8Array(length).fill((count += 1)) },
  });
  return { ...made, wait: (ms: number) => (now += ms) };
}

describe('a session of the page', () => {
  it('begins with a ticket, exchanged once for a key', () => {
    const { issueTicket, exchange, admits } = sessions();
    const ticket = issueTicket();
    const key = exchange(ticket);
    expect(admits(key)).toBe(true);
    expect(exchange(ticket)).toBeUndefined();
    expect(admits(key)).toBe(true);
  });

  it('takes a ticket up to its last millisecond and not after', () => {
    const { issueTicket, exchange, wait } = sessions();
    const inTime = issueTicket();
    wait(ticketTtlMs - 1);
    expect(exchange(inTime)).toEqual(expect.any(String));
    const late = issueTicket();
    wait(ticketTtlMs);
    expect(exchange(late)).toBeUndefined();
  });

  it('knows neither tickets as keys, nor keys as tickets, nor what it never gave', () => {
    const { issueTicket, exchange, admits } = sessions();
    const ticket = issueTicket();
    expect(admits(ticket)).toBe(false);
    const key = exchange(ticket) ?? '';
    expect(exchange(key)).toBeUndefined();
    expect(admits('')).toBe(false);
    expect(admits(undefined)).toBe(false);
    expect(admits(`${key}x`)).toBe(false);
  });

  it('lets several browsers in, each by its own ticket', () => {
    const { issueTicket, exchange, admits } = sessions();
    const [first, second] = [exchange(issueTicket()), exchange(issueTicket())];
    expect(first).not.toBe(second);
    expect([admits(first), admits(second)]).toEqual([true, true]);
  });
});
