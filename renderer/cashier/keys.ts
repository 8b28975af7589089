import { listenToWedge } from '../../drivers/scanner/wedge.dom.ts';
import { usCharacter } from '../../drivers/scanner/us-keys.ts';
import type { Actions } from './actions.ts';

/** A code this short, after something was already typed, is the rest of what a quick hand types. */
const longestTypedRest = 8;

/** Everything the keyboard does, scanners that type included. Returns what stops it. */
export function listenToKeys(target: Window, actions: Actions, typed: () => string): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  /** What each recent key wrote in the layout that is on, by when it was pressed; a scan does not ask for it. */
  const written = new Map<number, string>();
  const remember = (event: KeyboardEvent) => {
    if (written.size > 300) written.clear();
    if (event.key.length === 1) written.set(event.timeStamp, event.key);
  };
  target.addEventListener('keydown', remember, { capture: true, signal });

  const stopWedge = listenToWedge(target, {
    onScan({ code, symbology }) {
      const text = typed();
      if ((text !== '' && code.length < longestTypedRest) || actions.mayBePin(code)) {
        for (const character of code) actions.type(character);
        actions.enter();
      } else void actions.scan(code, 'wedge', symbology);
    },
    onTyped(key) {
      const character = written.get(key.timeStampMs) ?? usCharacter(key.code, key.shiftKey);
      if (character === ' ' && pressFocused(target.document)) return;
      if (character !== null) actions.type(character);
    },
  });

  target.addEventListener('keydown', (event) => onKey(event, actions), { signal });
  // A button pressed by hand keeps no focus: the next Enter is the sale's, not the button's.
  const letGo = (event: MouseEvent) => {
    const active = target.document.activeElement;
    if (event.detail > 0 && active instanceof HTMLElement && active.tagName === 'BUTTON') active.blur();
  };
  target.addEventListener('click', letGo, { signal });

  return () => {
    stopWedge();
    controller.abort();
  };
}

/** Space on a button that has the focus: the wedge held the key, so the browser can't press it. */
function pressFocused(document: Document): boolean {
  const active = document.activeElement;
  if (!(active instanceof HTMLButtonElement)) return false;
  active.click();
  return true;
}

type Act = (actions: Actions) => void;

const byKey = {
  F1: (actions) => actions.why(),
  'Shift+F1': (actions) => actions.toggle({ kind: 'keys' }),
  F2: (actions) => actions.quantity(),
  'Shift+F2': (actions) => actions.price(),
  F3: (actions) => actions.member(),
  'Shift+F3': (actions) => actions.register(),
  F4: (actions) => actions.redeem(),
  'Shift+F4': (actions) => actions.cards(),
  F5: (actions) => actions.gift(),
  'Shift+F5': (actions) => actions.wishes(),
  F6: (actions) => void actions.voidLine(),
  'Shift+F6': (actions) => actions.cancel(),
  F7: (actions) => void actions.park(),
  F8: (actions) => actions.toggle({ kind: 'receipts' }),
  'Shift+F8': (actions) => actions.toggle({ kind: 'attach', receipt: null }),
  F9: (actions) => void actions.card(),
  F10: (actions) => actions.cash(),
  F11: (actions) => actions.toggle({ kind: 'goods' }),
  'Shift+F11': (actions) => actions.priceCheck(),
  F12: (actions) => actions.toggle({ kind: 'shift' }),
  'Shift+F12': (actions) => actions.devices(),
  'Ctrl+F12': (actions) => actions.endTraining(),
  'Ctrl+KeyL': (actions) => actions.lock(),
  Escape: (actions) => actions.back(),
} satisfies Record<string, Act>;

const outsideOfFields = {
  Enter: (actions) => actions.enter(),
  Backspace: (actions) => actions.erase(),
  ArrowUp: (actions) => actions.moveChoice(-1),
  ArrowDown: (actions) => actions.moveChoice(1),
} satisfies Record<string, Act>;

export type ShortcutKey = keyof typeof byKey | keyof typeof outsideOfFields;

/** With nobody signed in the receipt is nobody's to touch. */
const whileSignedOut = new Set(['Shift+F1', 'Ctrl+F12', 'Escape', 'Enter', 'Backspace']);

function onKey(event: KeyboardEvent, actions: Actions): void {
  if (event.defaultPrevented || event.altKey || event.metaKey) return;
  const name = nameOf(event);
  const everywhere = actOf(byKey, name);
  const isOnButton = event.target instanceof HTMLButtonElement && event.key === 'Enter';
  const elsewhere =
    isField(event.target) || isOnButton || event.ctrlKey ? undefined : actOf(outsideOfFields, event.key);
  const act = everywhere ?? elsewhere;
  if (!act) return;
  event.preventDefault();
  if (actions.isSignedOut() && !whileSignedOut.has(name)) return;
  // A key held down is one press: nothing is paid twice by a heavy hand.
  if (!event.repeat || event.key.startsWith('Arrow') || event.key === 'Backspace') act(actions);
}

/** A letter by its place: layouts write others there. */
function nameOf({ ctrlKey, shiftKey, code, key }: KeyboardEvent): string {
  if (ctrlKey) return shiftKey ? '' : `Ctrl+${code}`;
  return shiftKey ? `Shift+${key}` : key;
}

function actOf(acts: Record<string, Act>, name: string): Act | undefined {
  return Object.hasOwn(acts, name) ? acts[name] : undefined;
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}
