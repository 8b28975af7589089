import { describe, expect, it } from 'vitest';
import { createSimulatedTerminal } from './simulated.ts';

const terminal = () => createSimulatedTerminal(() => Promise.resolve());
const approved = { kind: 'approved', reference: 'SIM-1' };

describe('the simulated payment terminal', () => {
  it('takes the money once, however often the intent is repeated', async () => {
    const simulated = terminal();
    expect(await simulated.authorise({ intentId: 'a', amountMinor: 500 })).toEqual(approved);
    expect(await simulated.authorise({ intentId: 'a', amountMinor: 500 })).toEqual(approved);
    expect(simulated.balanceMinor()).toBe(500);
  });

  it('declines with a reason and takes nothing', async () => {
    const simulated = terminal();
    simulated.behave({ kind: 'decline', reason: 'insufficient-funds' });
    expect(await simulated.authorise({ intentId: 'a', amountMinor: 500 })).toEqual({
      kind: 'declined',
      reason: 'insufficient-funds',
    });
    expect(simulated.balanceMinor()).toBe(0);
  });

  it('that times out has taken the money, and says so when asked', async () => {
    const simulated = terminal();
    simulated.behave({ kind: 'timeOut' });
    expect(await simulated.authorise({ intentId: 'a', amountMinor: 500 })).toEqual({ kind: 'unknown' });
    expect(await simulated.ask('a')).toEqual(approved);
  });

  it('that never got the intent says that too', async () => {
    const simulated = terminal();
    simulated.behave({ kind: 'lost' });
    expect(await simulated.authorise({ intentId: 'a', amountMinor: 500 })).toEqual({ kind: 'unknown' });
    expect(await simulated.ask('a')).toEqual({ kind: 'declined', reason: 'not-found' });
  });

  it('that is dead leaves it unknown', async () => {
    const simulated = terminal();
    simulated.behave({ kind: 'dead' });
    expect(await simulated.authorise({ intentId: 'a', amountMinor: 500 })).toEqual({ kind: 'unknown' });
    expect(await simulated.ask('a')).toEqual({ kind: 'unknown' });
  });

  it('gives back once, and never more than was paid', async () => {
    const simulated = terminal();
    await simulated.authorise({ intentId: 'a', amountMinor: 500 });
    const refund = { intentId: 'r', reference: 'SIM-1', amountMinor: 200 };
    expect(await simulated.refund(refund)).toEqual({ kind: 'approved', reference: 'SIM-2' });
    await simulated.refund(refund);
    expect(simulated.balanceMinor()).toBe(300);
    expect(await simulated.refund({ ...refund, intentId: 'r2', amountMinor: 400 })).toEqual({
      kind: 'declined',
      reason: 'not-found',
    });
  });
});
