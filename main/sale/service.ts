import type { Method, Params, Results, ReceiptView } from '../../shared/protocol/page.ts';
import { closeShift, moveCash, reportShift, signIn, signOut, startShift } from '../shift/commands.ts';
import { commitSale } from './commit.ts';
import { currentView } from './current-view.ts';
import type { Desk } from './desk.ts';
import { enterCode, giveGift, setAttribute, takeBackGift } from './extras.ts';
import { makeReturn } from './give-back.ts';
import { addGood, setPrice, setQuantity, voidLine } from './goods.ts';
import { cancelSale, parkSale, reprint, resumeSale } from './lifecycle.ts';
import { forgetMember, identifyByCard, identifyByPhone, register } from './members.ts';
import { payCard, payCash, refundPayment } from './pay.ts';
import { redeeming } from './redeem.ts';
import { quoteReturn, returnable, returnQuoteView } from './returns.ts';
import { scan } from './scan.ts';
import type { ScanRead } from './scan.ts';
import { resolvePayment } from './unknown.ts';

export type Handler<M extends Method> = (params: Params<M>) => Results[M] | Promise<Results[M]>;
export type SaleMethod = Extract<
  Method,
  `sale.${string}` | `return.${string}` | `cashier.${string}` | `shift.${string}` | `cash.${string}` | 'receipt.reprint'
>;
export type SaleService = {
  commands: { [M in SaleMethod]: Handler<M> };
  /** What a device read: nobody waits for an answer. */
  scanned(read: ScanRead): void;
};

export type SaleServiceParts = {
  desk: Desk;
  receiptView(receipt: string): ReceiptView;
  /** A failure nobody waits for: of a lease asked for behind a scan. */
  report(error: unknown): void;
};

const done: Record<string, never> = {};

/** Every command of the counter by its method. Sale commands answer the sale as it is after them. */
export function saleService({ desk, receiptView, report }: SaleServiceParts): SaleService {
  const redeem = redeeming(desk);
  const view = () => currentView(desk);

  /** A command on the basket: what a wish to redeem lacks now is asked for behind it, and nobody waits for that. */
  function basket<P>(run: (params: P) => void): (params: P) => Results['sale.scan'] {
    return (params) => {
      run(params);
      if (desk.counter.sale?.wishes.length) redeem.settle().catch(report);
      return view();
    };
  }

  /** A command on money: it begins when what is to be paid stands still. */
  function paying<P>(run: (params: P) => void | Promise<void>): (params: P) => Promise<Results['sale.payCash']> {
    return async (params) => {
      await redeem.settle();
      await run(params);
      return view();
    };
  }

  const scanned = basket((read: ScanRead) => scan(desk, read));

  const commands: SaleService['commands'] = {
    ...peopleCommands(desk),
    'sale.scan': ({ code, quantity }) => scanned({ code, symbology: null, quantity }),
    'sale.add': basket(({ sku, quantity, priceMinor }) => addGood(desk, sku, { quantity, priceMinor })),
    'sale.setAttribute': basket(({ name, value }) => setAttribute(desk, name, value)),
    'sale.setQuantity': basket(({ line, quantity }) => setQuantity(desk, line, quantity)),
    'sale.setPrice': basket(({ line, priceMinor }) => setPrice(desk, line, priceMinor)),
    'sale.voidLine': basket(({ line }) => voidLine(desk, line)),
    'sale.giveGift': basket(({ entitlement }) => giveGift(desk, entitlement)),
    'sale.takeBackGift': basket(({ entitlement }) => takeBackGift(desk, entitlement)),
    'sale.enterCode': basket(({ code }) => enterCode(desk, code)),
    'sale.identify': basket(({ by, value }) =>
      by === 'card' ? identifyByCard(desk, value.trim()) : identifyByPhone(desk, value),
    ),
    'sale.forgetMember': basket(() => forgetMember(desk)),
    'sale.register': basket(({ card }) => register(desk, card)),
    async 'sale.redeem'(wish) {
      await redeem.wish(wish);
      return view();
    },
    'sale.payCash': paying(({ amountMinor }) => payCash(desk, amountMinor)),
    'sale.payCard': paying(({ amountMinor }) => payCard(desk, amountMinor)),
    'sale.finish': paying(() => commitSale(desk)),
    'sale.cancel': basket(() => cancelSale(desk)),
    'sale.park': basket(() => parkSale(desk)),
    'sale.resume': basket(({ receipt }) => resumeSale(desk, receipt)),
    async 'sale.resolvePayment'({ intent, result }) {
      await resolvePayment(desk, intent, result);
      return view();
    },
    async 'sale.refundPayment'({ payment }) {
      await refundPayment(desk, payment);
      return view();
    },
    'return.find': ({ code }) => returnable(desk, code),
    'return.quote': ({ receipt, lines }) => returnQuoteView(quoteReturn(desk, receipt, lines)),
    'return.commit': async ({ receipt, lines }) => receiptView(await makeReturn(desk, receipt, lines)),
    'receipt.reprint'({ receipt }) {
      reprint(desk, receipt);
      return done;
    },
  };

  return {
    commands,
    scanned(read) {
      try {
        scanned(read);
      } catch (error) {
        report(error);
      }
    },
  };
}

function peopleCommands(desk: Desk) {
  return {
    'cashier.signIn'({ cashier }: Params<'cashier.signIn'>) {
      signIn(desk, cashier);
      return done;
    },
    'cashier.signOut'() {
      signOut(desk);
      return done;
    },
    'shift.open'({ floatMinor }: Params<'shift.open'>) {
      startShift(desk, floatMinor);
      return done;
    },
    'shift.report': () => reportShift(desk),
    'shift.close': ({ cashCountedMinor }: Params<'shift.close'>) => closeShift(desk, cashCountedMinor),
    'cash.in'({ amountMinor, reason }: Params<'cash.in'>) {
      moveCash(desk, 'cash.in', amountMinor, reason);
      return done;
    },
    'cash.out'({ amountMinor, reason }: Params<'cash.out'>) {
      moveCash(desk, 'cash.out', amountMinor, reason);
      return done;
    },
  };
}
