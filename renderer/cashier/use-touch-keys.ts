import { useEffect, useRef } from 'preact/hooks';
import { useCashier } from './context.ts';

/** Keys on the screen for a field that a finger chose; it says by `data-keys` what is typed into it. A real key puts them away. */
export function useTouchKeys() {
  const { screen } = useCashier();
  const byTouch = useRef(false);
  const showKeys = (target: EventTarget | null) => {
    const wanted = target instanceof HTMLInputElement ? target.dataset['keys'] : undefined;
    screen.touchKeys.value = byTouch.current && (wanted === 'digits' || wanted === 'letters') ? wanted : null;
  };
  useEffect(() => () => void (screen.touchKeys.value = null), [screen]);
  return {
    onPointerDown(event: PointerEvent) {
      byTouch.current = event.pointerType !== 'mouse';
      if (event.target instanceof HTMLInputElement) showKeys(event.target);
    },
    onFocusIn: (event: FocusEvent) => showKeys(event.target),
    onFocusOut: (event: FocusEvent) => showKeys(event.relatedTarget),
    onKeyDown(event: KeyboardEvent) {
      // Keys on the screen press Enter too.
      if (!event.isTrusted) return;
      byTouch.current = false;
      screen.touchKeys.value = null;
    },
  };
}
