import { useEffect } from 'preact/hooks';
import { offeredCard } from '../actions/changing.ts';
import { useCashier } from '../context.ts';

/** A card that is nobody's yet, whatever scanned it: the till offers to register it, and the form takes the offer. */
export function useScannedCard(take: (card: string) => void): void {
  const { till } = useCashier();
  useEffect(
    () =>
      till.onNotice((notice) => {
        const card = offeredCard(notice);
        if (card === null) return;
        till.dismiss(notice.id);
        take(card);
      }),
    [till],
  );
}
