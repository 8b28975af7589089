import { useComputed } from '@preact/signals';
import { CameraPlace } from './camera.tsx';
import { Checkout } from './checkout.tsx';
import { shownDone } from './actions/desk.ts';
import { useCashier } from './context.ts';
import { Done } from './done.tsx';
import { Entry } from './entry.tsx';
import { KeyBar } from './key-bar.tsx';
import { lazily } from './lazily.tsx';
import { Lines } from './lines.tsx';
import { Notices } from './notices.tsx';
import { SidePanel } from './panels/panel.tsx';
import { TrainingBanner } from './training.tsx';
import { OpenShift, SignIn } from './start.tsx';
import { Mark, TopBar } from './top-bar.tsx';

const TouchKeys = lazily(() => import('./touch-keys.tsx').then((keys) => keys.TouchKeys));

export function App() {
  const { till, screen } = useCashier();
  const phase = useComputed(() => till.sale.value?.phase).value;
  if (phase === undefined) return <Waiting />;
  const isSelling = phase !== 'signedOut' && phase !== 'shiftClosed';
  const shop = (
    <div class={`shop ${isSelling ? '' : 'shop-idle'}`}>
      <TopBar />
      <SidePanel />
      <main class="receipt">
        <Middle phase={phase} />
        <Notices />
        <CameraPlace />
        {isSelling && <Entry />}
      </main>
      {isSelling && <Checkout />}
      {screen.touchKeys.value ? <TouchKeys /> : <KeyBar />}
    </div>
  );
  if (!till.hello.value?.training) return shop;
  return (
    <div class="in-training">
      <TrainingBanner />
      {shop}
    </div>
  );
}

function Middle({ phase }: { phase: string }) {
  const { till, screen } = useCashier();
  const done = shownDone({ till, screen });
  if (phase === 'signedOut') return <SignIn />;
  if (phase === 'shiftClosed') return <OpenShift />;
  return done ? <Done done={done} /> : <Lines />;
}

/** Before the first word from the till: the page is here, the till is not yet. */
function Waiting() {
  const { till, speech } = useCashier();
  return (
    <main class="waiting" aria-busy="true">
      <Mark />
      {till.link.value === 'lost' && <p>{speech.value.texts.lost}</p>}
    </main>
  );
}
