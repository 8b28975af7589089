import type { Desk } from './desk.ts';

const mostDigits = 6;

/** Who is at the till: signing in, and locking it. */
export function signing({ till, screen }: Desk) {
  const asksPin = () => screen.pinOf.peek() !== null || screen.asked.peek()?.isSecret === true;

  return {
    isSignedOut: () => till.sale.peek()?.phase === 'signedOut',

    /** By their place in the list; who has a PIN is asked for it. */
    signIn(index: number): void {
      const cashier = till.hello.peek()?.cashiers[index];
      if (!cashier) return;
      till.forgetRefusals();
      if (cashier.hasPin) screen.pinOf.value = cashier;
      else void till.run('cashier.signIn', { cashier: cashier.id });
    },

    async givePin(pin: string): Promise<void> {
      const cashier = screen.pinOf.peek();
      if (!cashier) return;
      till.forgetRefusals();
      await till.run('cashier.signIn', { cashier: cashier.id, pin });
    },

    /** Back to the list of people. */
    dropPin(): void {
      screen.entry.value = '';
      screen.pinOf.value = null;
      till.forgetRefusals();
    },

    asksPin,

    typePin(character: string): void {
      if (/^\d$/.test(character) && screen.entry.peek().length < mostDigits) screen.entry.value += character;
    },

    /** A quick hand types a PIN as a scanner would: what can be one is one while it is asked for. */
    mayBePin: (code: string) => asksPin() && code.length <= mostDigits && /^\d+$/.test(code),

    /** The open receipt stays for whoever signs in next. */
    lock(): void {
      if (till.status.peek()?.cashier) void till.run('cashier.signOut', {});
    },
  };
}
