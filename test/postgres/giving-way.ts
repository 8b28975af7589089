import type { TransactionOptions } from '../../hub/store/postgres/transaction.ts';

/**
 * The worst that a database may ask: SERIALIZABLE, and every statement of every transaction fails once with 40001, attempt n at its
 * nth statement, until one gets through to its end. Waiting between attempts would only take time.
 */
export const givingWay: TransactionOptions = {
  isolation: 'serializable',
  pause: () => Promise.resolve(),
  beforeStatement({ attempt, nth }) {
    if (attempt === nth) throw Object.assign(new Error('another transaction goes first'), { code: '40001' });
  },
};
