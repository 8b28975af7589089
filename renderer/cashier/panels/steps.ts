import { useEffect, useRef } from 'preact/hooks';
import { useCashier } from '../context.ts';

const fieldsOf = (form: HTMLFormElement) =>
  Array.from(form.elements).filter((element) => element instanceof HTMLInputElement);

/**
 * A form gone through by Enter, field after field, the last of them sends it; and by fingers, with keys on the screen. A field says by
 * `data-keys` what is typed into it.
 */
export function useSteps(send: () => void) {
  const { screen } = useCashier();
  const byTouch = useRef(false);
  const showKeys = (target: EventTarget | null) => {
    const wanted = target instanceof HTMLElement ? target.dataset['keys'] : undefined;
    screen.touchKeys.value = byTouch.current && (wanted === 'digits' || wanted === 'letters') ? wanted : null;
  };
  useEffect(() => () => void (screen.touchKeys.value = null), [screen]);
  return {
    onSubmit(event: SubmitEvent) {
      event.preventDefault();
      send();
    },
    onPointerDown(event: PointerEvent) {
      byTouch.current = event.pointerType !== 'mouse';
      if (event.target instanceof HTMLInputElement) showKeys(event.target);
    },
    onFocusIn: (event: FocusEvent) => showKeys(event.target),
    onKeyDown(event: KeyboardEvent) {
      // Keys on the screen press Enter too; a real one means that there is a keyboard.
      if (event.isTrusted) {
        byTouch.current = false;
        screen.touchKeys.value = null;
      }
      const { target } = event;
      if (event.key !== 'Enter' || !(target instanceof HTMLInputElement) || !target.form) return;
      event.preventDefault();
      const fields = fieldsOf(target.form);
      const next = fields[fields.indexOf(target) + 1];
      if (next) next.focus();
      else target.form.requestSubmit();
    },
  };
}
