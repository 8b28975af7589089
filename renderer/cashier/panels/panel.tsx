import { useEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { Panel } from '../../model/screen.ts';
import { useCashier } from '../context.ts';
import { lazily } from '../lazily.tsx';
import { useTouchKeys } from '../use-touch-keys.ts';
import { CancelPanel } from './cancel.tsx';
import { CashPanel } from './cash.tsx';
import { GoodsPanel } from './goods.tsx';
import { later } from './later.tsx';
import { MemberPanel } from './member.tsx';
import { ParkedPanel } from './parked.tsx';
import { PointsPanel } from './points.tsx';
import { QuantityPanel } from './quantity.tsx';
import { ReceiptsPanel } from './receipts.tsx';
import { WhyPanel } from './why.tsx';

const AttachPanel = later(() => import('./attach.tsx').then((panel) => panel.AttachPanel));
const DevicesPanel = later(() => import('./devices.tsx').then((panel) => panel.DevicesPanel));
const RegisterPanel = later(() => import('./register.tsx').then((panel) => panel.RegisterPanel));
const PicturePanel = later(() => import('./picture.tsx').then((panel) => panel.PicturePanel));
const ReturnPanel = later(() => import('./return.tsx').then((panel) => panel.ReturnPanel));
const KeysPanel = later(() => import('./keys.tsx').then((panel) => panel.KeysPanel));
const PinPanel = later(() => import('./pin.tsx').then((panel) => panel.PinPanel));
const PricePanel = later(() => import('./price.tsx').then((panel) => panel.PricePanel));
const UnverifiedPanel = later(() => import('./unverified.tsx').then((panel) => panel.UnverifiedPanel));
const WeighPanel = later(() => import('./weigh.tsx').then((panel) => panel.WeighPanel));

/** Panels that need nothing to be told. */
const plain = {
  demo: lazily(() => import('./demo.tsx').then(({ DemoPanel }) => DemoPanel)),
  member: MemberPanel,
  cash: CashPanel,
  receipts: ReceiptsPanel,
  parked: ParkedPanel,
  goods: GoodsPanel,
  shift: later(() => import('./shift.tsx').then((panel) => panel.ShiftPanel)),
  attention: later(() => import('./attention.tsx').then((panel) => panel.AttentionPanel)),
  link: later(() => import('./link.tsx').then((panel) => panel.LinkPanel)),
  cancel: CancelPanel,
  devices: DevicesPanel,
  cards: later(() => import('./cards.tsx').then((panel) => panel.CardsPanel)),
  find: later(() => import('./find.tsx').then((panel) => panel.FindPanel)),
  wishes: later(() => import('./wishes.tsx').then((panel) => panel.WishesPanel)),
  health: later(() => import('./health.tsx').then((panel) => panel.HealthPanel)),
  keys: KeysPanel,
  search: later(() => import('./search.tsx').then((panel) => panel.SearchPanel)),
  pin: PinPanel,
  priceCheck: later(() => import('./price-check.tsx').then((panel) => panel.PriceCheckPanel)),
};

/** The one place beside the receipt where anything else is shown; the sale stays in sight and goes on. */
export function SidePanel() {
  const { till, screen, speech } = useCashier();
  const panel = screen.panel.value;
  const phase = till.sale.value?.phase;
  const isIdle = phase === 'signedOut' || phase === 'shiftClosed';
  const isDemo = screen.demoShown.value && !isIdle && till.hello.value?.demo;
  const shown = panel ?? (isDemo ? ({ kind: 'demo' } as const) : null);
  if (!shown) return null;
  const { texts } = speech.value;
  const titles: Record<Panel['kind'], string> = {
    demo: texts.demoTitle,
    member: texts.memberTitle,
    cash: texts.payCash,
    receipts: texts.receiptsTitle,
    parked: texts.parkedTitle,
    goods: texts.goodsTitle,
    shift: texts.shift,
    attention: texts.attentionTitle,
    link: texts.linkTitle,
    cancel: texts.cancelTitle,
    why: texts.why,
    quantity: texts.quantityTitle,
    price: texts.priceTitle,
    points: texts.keyRedeem,
    return: texts.returnTitle,
    unverified: texts.unverifiedTitle,
    picture: texts.pictureOf,
    devices: texts.devicesTitle,
    attach: texts.attachTitle,
    cards: texts.cardsTitle,
    find: texts.memberTitle,
    wishes: texts.wishesTitle,
    health: texts.healthTitle,
    register: texts.memberRegister,
    weigh: texts.weighTitle,
    keys: texts.keysTitle,
    search: texts.searchTitle,
    pin: texts.pinTitle,
    priceCheck: texts.priceCheckTitle,
  };
  return (
    <Frame key={shown.kind} title={titles[shown.kind]} isDemo={shown.kind === 'demo'}>
      {bodyOf(shown)}
    </Frame>
  );
}

function bodyOf(panel: Panel): ComponentChildren {
  switch (panel.kind) {
    case 'why':
      return <WhyPanel line={panel.line} />;
    case 'quantity':
      return <QuantityPanel line={panel.line} />;
    case 'price':
      return <PricePanel line={panel.line} />;
    case 'points':
      return <PointsPanel wallet={panel.wallet} />;
    case 'return':
      return <ReturnPanel found={panel.found} />;
    case 'unverified':
      return <UnverifiedPanel code={panel.code} />;
    case 'attach':
      return <AttachPanel key={panel.receipt?.id} receipt={panel.receipt} />;
    case 'register':
      return <RegisterPanel card={panel.card} />;
    case 'weigh':
      return <WeighPanel key={panel.good.id} good={panel.good} />;
    case 'picture':
      return <PicturePanel {...panel} />;
    default: {
      const Body = plain[panel.kind];
      return <Body />;
    }
  }
}

function Frame({ title, isDemo, children }: { title: string; isDemo: boolean; children: ComponentChildren }) {
  const { screen, speech, actions } = useCashier();
  const frame = useRef<HTMLElement>(null);
  const touch = useTouchKeys();
  useEffect(() => frame.current?.querySelector<HTMLElement>('[data-first]')?.focus({ preventScroll: true }), []);
  const close = () => {
    if (isDemo) screen.demoShown.value = false;
    actions.open(null);
  };
  return (
    <aside ref={frame} class="panel" aria-label={title} {...touch}>
      <header class="panel-head">
        <h2 class="panel-title">{title}</h2>
        <button
          type="button"
          class="panel-close"
          aria-label={isDemo ? speech.value.texts.close : `Esc: ${speech.value.texts.close}`}
          onClick={close}
        >
          {isDemo ? '×' : <kbd class="key">Esc</kbd>}
        </button>
      </header>
      <div class="panel-body">{children}</div>
    </aside>
  );
}
