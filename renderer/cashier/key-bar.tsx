import { useCashier } from './context.ts';
import { Button } from './parts.tsx';

/** What keys do, printed on buttons that do the same. */
export function KeyBar() {
  const { till, lists, speech, actions } = useCashier();
  const { texts } = speech.value;
  const sale = till.sale.value;
  const hasLines = (sale?.lines.length ?? 0) > 0;
  const isIdle = sale === null || sale.phase === 'signedOut' || sale.phase === 'shiftClosed';
  const isShiftClosed = sale?.phase === 'shiftClosed';
  const parked = lists.value?.parked.value?.length ?? 0;
  const keys: { hotkey: string; name: string; run: () => void; off?: boolean; always?: boolean }[] = [
    { hotkey: 'F1', name: texts.keyWhy, run: () => actions.why(), off: !hasLines },
    { hotkey: 'F2', name: texts.keyQuantity, run: () => actions.quantity(), off: !hasLines },
    { hotkey: 'F3', name: texts.keyMember, run: () => actions.member() },
    { hotkey: 'F6', name: texts.keyVoid, run: () => void actions.voidLine(), off: !hasLines },
    { hotkey: '⇧F6', name: texts.keyCancel, run: () => actions.cancel(), off: !sale?.receipt },
    {
      hotkey: 'F7',
      name: hasLines ? texts.keyPark : parked > 0 ? `${texts.keyParked} ${parked}` : texts.keyParked,
      run: () => void actions.park(),
    },
    { hotkey: 'F8', name: texts.keyReceipts, run: () => actions.toggle({ kind: 'receipts' }) },
    { hotkey: 'F11', name: texts.keyGoods, run: () => actions.toggle({ kind: 'goods' }) },
    { hotkey: 'F12', name: texts.keyShift, run: () => actions.toggle({ kind: 'shift' }), always: isShiftClosed },
  ];
  return (
    <nav class="keys">
      {keys.map(({ hotkey, name, run, off = false, always = false }) => (
        <Button key={hotkey} class="keys-button" hotkey={hotkey} disabled={!always && (isIdle || off)} onPress={run}>
          {name}
        </Button>
      ))}
    </nav>
  );
}
