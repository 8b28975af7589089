import type { Method, Params, Results, ReceiptView } from '../../shared/protocol/page.ts';
import { closeShift, moveCash, reportShift, signIn, signOut, startShift } from '../shift/commands.ts';
import { setPin } from '../shift/pins.ts';
import { attach, attachView, quoteAttach } from './attach.ts';
import { commitSale } from './commit.ts';
import { currentView } from './current-view.ts';
import type { Desk } from './desk.ts';
import { donate, dropWithheldGift, enterCode, giveGift, takeBackGift } from './extras.ts';
import { makeReturn } from './give-back.ts';
import { addByHand, setPrice, setQuantity, voidLine } from './goods.ts';
import { cancelSale, parkSale, reprint, resumeSale } from './lifecycle.ts';
import { blockCard, issueCard, listCards } from './cards.ts';
import { findMembers } from './find-members.ts';
import { findReceipts } from './find-receipts.ts';
import { forgetMember, identifyBy, register } from './members.ts';
import { payCard, payCash, refundPayment } from './pay.ts';
import { redeeming } from './redeem.ts';
import { returnRights } from './return-right.ts';
import { quoteReturn, receiptOf, returnable, returnQuoteView } from './returns.ts';
import { scan } from './scan.ts';
import type { ScanRead } from './scan.ts';
import { resolvePayment } from './unknown.ts';
import { askHere, dropHere } from './wishes.ts';
import { returnUnverified } from './unverified.ts';

export type Handler<M extends Method> = (params: Params<M>) => Results[M] | Promise<Results[M]>;
export type SaleMethod = Extract<
  Method,
  | `sale.${string}`
  | `member.${string}`
  | `return.${string}`
  | `attach.${string}`
  | `cashier.${string}`
  | `shift.${string}`
  | `cash.${string}`
  | 'receipt.reprint'
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

type SaleView = Results['sale.scan'];
/** Wraps what a command does into what it answers. */
type Answering = <P>(run: (params: P) => void) => (params: P) => SaleView;
type Waiting = <P>(run: (params: P) => void | Promise<void>) => (params: P) => Promise<SaleView>;

/** Every command of the counter by its method. Sale commands answer the sale as it is after them. */
export function saleService({ desk, receiptView, report }: SaleServiceParts): SaleService {
  const redeem = redeeming(desk, report);
  const rights = returnRights(desk, report);
  const view = () => currentView(desk);

  /** A command on the basket: what a wish to redeem or a right lacks now is asked for behind it, and nobody waits for that. */
  const basket: Answering = (run) => (params) => {
    run(params);
    if (desk.counter.sale?.member) redeem.settle().catch(report);
    return view();
  };
  const waiting: Waiting = (run) => async (params) => {
    await run(params);
    return view();
  };
  /** A command on money: it begins when what is to be paid stands still. */
  const paying: Waiting = (run) => async (params) => {
    await redeem.settle();
    return waiting(run)(params);
  };
  const scanned = basket((read: ScanRead) => scan(desk, read));

  return {
    commands: {
      ...peopleCommands(desk),
      ...basketCommands(desk, basket),
      ...moneyCommands(desk, paying, waiting),
      'sale.scan': ({ code, symbology = null, quantity }) => scanned({ code, symbology, quantity }),
      'sale.redeem': waiting((wish) => redeem.wish(wish)),
      'sale.giveGift': waiting(async ({ entitlement }: Params<'sale.giveGift'>) => {
        giveGift(desk, entitlement);
        await redeem.again();
        dropWithheldGift(desk, entitlement);
      }),
      'member.cards': () => ({ cards: listCards(desk) }),
      'member.find': (wanted) => ({ members: findMembers(desk, wanted) }),
      'return.find': async ({ code }) => returnable(desk, await rights.take(receiptOf(desk, code))),
      'return.search': (wanted) => findReceipts(desk, wanted),
      'return.quote': async ({ receipt, lines }) =>
        returnQuoteView(quoteReturn(desk, await rights.take(receipt), lines)),
      'return.unverified'(wish) {
        returnUnverified(desk, wish);
        return done;
      },
      'return.commit': async ({ receipt, lines }) => receiptView(await makeReturn(desk, rights, receipt, lines)),
      'attach.quote': (wish) => attachView(desk, quoteAttach(desk, wish)),
      'attach.commit'(wish) {
        attach(desk, wish);
        return receiptView(wish.receipt);
      },
      'receipt.reprint'(wish) {
        reprint(desk, wish);
        return done;
      },
    },
    scanned(read) {
      try {
        scanned(read);
      } catch (error) {
        report(error);
      }
    },
  };
}

function basketCommands(desk: Desk, basket: Answering) {
  return {
    'sale.add': basket(({ sku, ...wanted }: Params<'sale.add'>) => addByHand(desk, sku, wanted)),
    'sale.setQuantity': basket(({ line, quantity }: Params<'sale.setQuantity'>) => setQuantity(desk, line, quantity)),
    'sale.setPrice': basket((wish: Params<'sale.setPrice'>) => setPrice(desk, wish)),
    'sale.voidLine': basket(({ line }: Params<'sale.voidLine'>) => voidLine(desk, line)),
    'sale.takeBackGift': basket(({ entitlement }: Params<'sale.takeBackGift'>) => takeBackGift(desk, entitlement)),
    'sale.donate': basket(({ donation }: Params<'sale.donate'>) => donate(desk, donation)),
    'sale.enterCode': basket(({ code }: Params<'sale.enterCode'>) => enterCode(desk, code)),
    'sale.identify': basket((named: Params<'sale.identify'>) => identifyBy(desk, named)),
    'sale.askWish': basket((wish: Params<'sale.askWish'>) => askHere(desk, wish)),
    'sale.dropWish': basket((wish: Params<'sale.dropWish'>) => dropHere(desk, wish)),
    'sale.forgetMember': basket(() => forgetMember(desk)),
    'sale.register': basket((joining: Params<'sale.register'>) => register(desk, joining)),
    'sale.issueCard': basket((wish: Params<'sale.issueCard'>) => issueCard(desk, wish)),
    'sale.blockCard': basket(({ card }: Params<'sale.blockCard'>) => blockCard(desk, card)),
    'sale.cancel': basket(() => cancelSale(desk)),
    'sale.park': basket(() => parkSale(desk)),
    'sale.resume': basket(({ receipt }: Params<'sale.resume'>) => resumeSale(desk, receipt)),
  };
}

function moneyCommands(desk: Desk, paying: Waiting, waiting: Waiting) {
  return {
    'sale.payCash': paying(({ amountMinor }: Params<'sale.payCash'>) => payCash(desk, amountMinor)),
    'sale.payCard': paying(({ amountMinor }: Params<'sale.payCard'>) => payCard(desk, amountMinor)),
    'sale.finish': paying(() => commitSale(desk)),
    'sale.resolvePayment': waiting(({ intent, result }: Params<'sale.resolvePayment'>) =>
      resolvePayment(desk, intent, result),
    ),
    'sale.refundPayment': waiting(({ payment }: Params<'sale.refundPayment'>) => refundPayment(desk, payment)),
  };
}

function peopleCommands(desk: Desk) {
  return {
    'cashier.setPin'(wish: Params<'cashier.setPin'>) {
      setPin(desk, wish);
      return done;
    },
    'cashier.signIn'({ cashier, pin }: Params<'cashier.signIn'>) {
      signIn(desk, cashier, pin);
      return done;
    },
    'cashier.signOut'() {
      signOut(desk, 'hand');
      return done;
    },
    // Asking is enough.
    'cashier.present': () => done,
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
