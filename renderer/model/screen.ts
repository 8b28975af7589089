import { signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { CameraFault } from '../../drivers/scanner/camera/fault.ts';
import type { GoodView, HelloView, ReceiptView, ReturnableView } from '../../shared/protocol/page.ts';

/** What may stand in the side panel; never a dialog. */
export type Panel =
  | {
      kind:
        | 'demo'
        | 'member'
        | 'cash'
        | 'receipts'
        | 'parked'
        | 'goods'
        | 'shift'
        | 'attention'
        | 'link'
        | 'cancel'
        | 'devices'
        | 'cards'
        | 'find'
        | 'wishes'
        | 'health'
        | 'keys'
        | 'search'
        | 'pin'
        | 'priceCheck';
    }
  /** Null: to the last receipt that has nobody. */
  | { kind: 'attach'; receipt: ReceiptView | null }
  | { kind: 'register'; card: string }
  | { kind: 'weigh'; good: GoodView }
  | { kind: 'why'; line: string | null }
  | { kind: 'quantity' | 'price'; line: string }
  | { kind: 'points'; wallet: string }
  | { kind: 'return'; found: ReturnableView }
  | { kind: 'unverified'; code: string }
  | { kind: 'picture'; receipt: string; number: number; attached?: boolean };

/** `enter` gets what was typed, and is only called with what is ready. */
export type Asked = {
  label: string;
  isReady: (text: string) => boolean;
  enter: (text: string) => void;
  /** A PIN: nobody sees what is typed. */
  isSecret: boolean;
};

/** `starting` until the camera gives its first picture. */
export type CameraState = 'off' | 'starting' | 'on' | { fault: CameraFault };

export type Theme = 'light' | 'dark';

/** What the screen knows of itself: nothing here is of the sale. */
export type Screen = {
  panel: Signal<Panel | null>;
  /** Whether the demo's codes stand in the side panel when nothing else does. */
  demoShown: Signal<boolean>;
  entry: Signal<string>;
  /** Thousandths for the next scan, by the `*` key. */
  times: Signal<number | null>;
  /** A line chosen by hand; null follows the last one touched. */
  chosenLine: Signal<string | null>;
  /** The receipt whose end was read and put away. */
  seenDone: Signal<string | null>;
  /** Counts what was accepted and refused, for the flash that goes with each sound. */
  flash: Signal<{ tone: 'accepted' | 'refused' | 'look'; count: number } | null>;
  /** The camera as a scanner. */
  camera: Signal<CameraState>;
  theme: Signal<Theme>;
  /** Keys on the screen, for a field that a finger chose. */
  touchKeys: Signal<'digits' | 'letters' | null>;
  /** Who is asked for their PIN to sign in. */
  pinOf: Signal<HelloView['cashiers'][number] | null>;
  /** What stands ready to take what is typed instead of the receipt: a keypad that asks for a sum, a phone, a count. */
  asked: Signal<Asked | null>;
};

export function createScreen(theme: Theme): Screen {
  return {
    panel: signal<Panel | null>(null),
    demoShown: signal(true),
    entry: signal(''),
    times: signal<number | null>(null),
    chosenLine: signal<string | null>(null),
    seenDone: signal<string | null>(null),
    flash: signal<{ tone: 'accepted' | 'refused' | 'look'; count: number } | null>(null),
    camera: signal<CameraState>('off'),
    theme: signal(theme),
    touchKeys: signal<'digits' | 'letters' | null>(null),
    pinOf: signal<HelloView['cashiers'][number] | null>(null),
    asked: signal<Asked | null>(null),
  };
}
