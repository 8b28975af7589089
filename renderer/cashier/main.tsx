import { computed, effect, signal } from '@preact/signals';
import { render } from 'preact';
import { pageTransport } from '../bridge/page-transport.ts';
import type { Lists } from '../model/lists.ts';
import { createScreen } from '../model/screen.ts';
import { createTillModel } from '../model/till.ts';
import { openingTheme } from '../theme/opening.ts';
import '../theme/tokens.css';
import '../theme/base.css';
import './layout.css';
import './receipt.css';
import './done.css';
import './entry.css';
import './notices.css';
import './checkout.css';
import './member.css';
import './payment.css';
import './short-screen.css';
import './panels.css';
import './panel-contents.css';
import { createActions } from './actions.ts';
import { App } from './app.tsx';
import { CashierProvider, speechOf } from './context.ts';
import type { ErrorTexts } from './notices.tsx';
import { listenToKeys } from './keys.ts';
import { createSounds } from './sounds.ts';
import { followCashier, followNotices, followPresence, followPriceCheck, followSale, followTheme } from './follow.ts';

const mostFound = 6;

const till = createTillModel(pageTransport('/page'));
const screen = createScreen(openingTheme());
const lists = signal<Lists | null>(null);
const errorTexts = signal<ErrorTexts | null>(null);
const speech = speechOf(till);
const search = computed(() => {
  const text = screen.entry.value.trim();
  return screen.asked.value === null && /\p{L}{2}/u.test(text)
    ? (lists.value?.goods(text, speech.value.locale) ?? null)
    : null;
});
const found = computed(() => search.value?.value?.slice(0, mostFound) ?? []);
const actions = createActions({ till, screen, found });

followTheme(screen);
followSale(till, screen, createSounds());
followCashier(till, screen);
followPriceCheck(till, screen);
followNotices(till, screen, lists);
effect(() => {
  document.documentElement.lang = speech.value.locale;
});
// A receipt's own QR means that something comes back.
till.onNotice(({ code, args }) => {
  if (code === 'notice.receiptScanned') void actions.findReceipt(String(args['number']));
});
// Before whoever keeps keys from others.
followPresence(window, till);
listenToKeys(window, actions, () => screen.entry.peek());

const page = document.getElementById('page');
if (!page) throw new Error('the page has no place to draw in');
render(
  <CashierProvider value={{ till, screen, speech, actions, lists, errorTexts, found }}>
    <App />
  </CashierProvider>,
  page,
);

void import('../../shared/protocol/errors.ts').then(({ errors }) => (errorTexts.value = errors));

/** Lists are opened anew with each connection, and at each turn between training and the real till, after the sale is on the screen. */
let opening: Promise<unknown> = Promise.resolve();
let openings = 0;
const isTraining = computed(() => till.hello.value?.training === true);
effect(() => {
  // Another till has other lists.
  void isTraining.value;
  if (till.link.value !== 'open') return;
  openings += 1;
  const name = `till-${openings}`;
  opening = opening.then(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const { openLists } = await import('../model/lists.ts');
    const former = lists.peek();
    lists.value = await openLists(till, name);
    await former?.close();
  });
});
