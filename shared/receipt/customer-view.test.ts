import { describe, expect, it } from 'vitest';
import { hello, sales } from '../../test/page/states.ts';
import { customerView } from './customer-view.ts';

const view = (sale: (typeof sales)[keyof typeof sales]) => customerView(sale, hello);
type Member = NonNullable<typeof sales.withMember.member>;
const named = (name: string) => ({ ...sales.withMember, member: { ...(sales.withMember.member as Member), name } });

describe('what a customer is shown', () => {
  it.each([
    ['Анна', 'Анна'],
    ['Anna Petrova', 'Anna P.'],
    ['Жан-Поль де Бельмондо', 'Жан-Поль д. Б.'],
    ['•••• 0042', '•••• 0042'],
  ])('of the name %s is %s', (name, shown) => {
    expect(view(named(name)).member?.name).toBe(shown);
  });

  it('is what is left to pay, and why it is less', () => {
    const { withMember: sale } = sales;
    const shown = view(sale);
    expect(shown).toMatchObject({ phase: 'selling', totals: { leftMinor: sale.totals.leftMinor } });
    expect(shown.lines.map(({ netMinor }) => netMinor)).toEqual(sale.lines.map(({ netMinor }) => netMinor));
  });

  it('is a gift that waits, unless it was given or can’t be', () => {
    const gift = { entitlement: 'e', sku: 's', name: { ru: 'Кофе', en: 'Coffee' }, quantity: 1000 };
    const gifts = [
      { ...gift, given: false, refused: null },
      { ...gift, entitlement: 'f', given: true, refused: null },
      { ...gift, entitlement: 'g', given: false, refused: 'noLease' },
    ];
    expect(view({ ...sales.withMember, gifts }).gifts.map(({ id }) => id)).toEqual(['e']);
  });

  it('is nothing of a till that is closed, and a greeting before the first good', () => {
    expect(view({ ...sales.nothing, phase: 'shiftClosed' }).phase).toBe('closed');
    expect(view(sales.nothing).phase).toBe('welcome');
  });

  it('never is what only the cashier needs', () => {
    const told = JSON.stringify(Object.values(sales).map(view));
    for (const hidden of ['spendable', 'debt', 'identification', 'rejections', 'because', '"sku"']) {
      expect(told).not.toContain(hidden);
    }
  });
});
