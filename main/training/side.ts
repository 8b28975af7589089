import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Desk } from '../sale/desk.ts';
import type { ScanRead } from '../sale/scan.ts';
import type { Replica } from '../store/replica.ts';

/** What a till is to practice: the real one that it begins from, or the pretended one that it goes on at. */
export type TrainingSide = {
  /** This till is the pretended one. */
  isOn: boolean;
  /** On a shop like that of the real till. */
  start(shop: Replica): Promise<void>;
  end(): Promise<void>;
  /** Takes what a device of the real till read while somebody practises; false: nobody does. */
  scanned(read: ScanRead): boolean;
};

/** A till that nobody practises on. */
export const noTraining: TrainingSide = {
  isOn: false,
  start: async () => {
    throw new KopilkaError('request.invalid', { path: 'method', problem: 'this till has no training' });
  },
  end: async () => undefined,
  scanned: () => false,
};

const done: Record<string, never> = {};

export function trainingCommands(desk: Desk, { start, end }: TrainingSide) {
  return {
    /** Throws `cashier.signedOut`, `training.saleOpen`, `training.noShop`. */
    async 'training.start'() {
      if (!desk.around.cashier()) throw new KopilkaError('cashier.signedOut');
      const { sale, giveBack } = desk.counter;
      if (giveBack || (sale && (sale.lines.length > 0 || sale.payments.length > 0)))
        throw new KopilkaError('training.saleOpen');
      await start(desk.deps.replica);
      return done;
    },
    async 'training.end'() {
      await end();
      return done;
    },
  };
}
