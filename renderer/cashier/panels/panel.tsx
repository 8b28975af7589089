import { useEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { Panel } from '../../model/screen.ts';
import { useCashier } from '../context.ts';
import { AttentionPanel } from './attention.tsx';
import { CancelPanel } from './cancel.tsx';
import { CashPanel } from './cash.tsx';
import { DemoPanel } from './demo.tsx';
import { GoodsPanel } from './goods.tsx';
import { LinkPanel } from './link.tsx';
import { MemberPanel } from './member.tsx';
import { ParkedPanel } from './parked.tsx';
import { PicturePanel } from './picture.tsx';
import { QuantityPanel } from './quantity.tsx';
import { ReceiptsPanel } from './receipts.tsx';
import { ReturnPanel } from './return.tsx';
import { ShiftPanel } from './shift.tsx';
import { WhyPanel } from './why.tsx';

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
    return: texts.returnTitle,
    picture: texts.pictureOf,
  };
  return (
    <Frame key={shown.kind} title={titles[shown.kind]} isDemo={shown.kind === 'demo'}>
      <Body panel={shown} />
    </Frame>
  );
}

function Body({ panel }: { panel: Panel }) {
  switch (panel.kind) {
    case 'demo':
      return <DemoPanel />;
    case 'member':
      return <MemberPanel />;
    case 'cash':
      return <CashPanel />;
    case 'receipts':
      return <ReceiptsPanel />;
    case 'parked':
      return <ParkedPanel />;
    case 'goods':
      return <GoodsPanel />;
    case 'shift':
      return <ShiftPanel />;
    case 'attention':
      return <AttentionPanel />;
    case 'link':
      return <LinkPanel />;
    case 'cancel':
      return <CancelPanel />;
    case 'why':
      return <WhyPanel line={panel.line} />;
    case 'quantity':
      return <QuantityPanel line={panel.line} />;
    case 'return':
      return <ReturnPanel found={panel.found} />;
    case 'picture':
      return <PicturePanel receipt={panel.receipt} number={panel.number} />;
  }
}

function Frame({ title, isDemo, children }: { title: string; isDemo: boolean; children: ComponentChildren }) {
  const { screen, speech, actions } = useCashier();
  const frame = useRef<HTMLElement>(null);
  useEffect(() => frame.current?.querySelector<HTMLElement>('input, [data-first]')?.focus({ preventScroll: true }), []);
  const close = () => {
    if (isDemo) screen.demoShown.value = false;
    actions.open(null);
  };
  return (
    <aside ref={frame} class="panel" aria-label={title}>
      <header class="panel-head">
        <h2 class="panel-title">{title}</h2>
        <button type="button" class="panel-close" aria-label={speech.value.texts.close} onClick={close}>
          {isDemo ? '×' : <kbd class="key">Esc</kbd>}
        </button>
      </header>
      <div class="panel-body">{children}</div>
    </aside>
  );
}
