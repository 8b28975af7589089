import type { Scan } from './scan.ts';
import { createWedge, usualWedge } from './wedge.ts';
import type { WedgeConfig, WedgeKey } from './wedge.ts';

export type WedgeHandlers = {
  onScan(scan: Scan): void;
  /** A key a person pressed outside of fields, once that is certain: what shortcuts listen to instead of `keydown`. */
  onTyped(key: WedgeKey): void;
};

/**
 * Listens to every key of the page before anyone else. Keys that may belong to a scan reach nobody until that is decided;
 * if they do not, `onTyped` gets them, at most `keyGapMs` late. Returns what stops it.
 */
export function listenToWedge(target: Window, handlers: WedgeHandlers, config: WedgeConfig = usualWedge): () => void {
  const wedge = createWedge(config);
  let timer: number | undefined;
  /** What the field held when the keys began that may be a scan. */
  let before = '';

  const onKey = (event: KeyboardEvent) => {
    const field = fieldOf(event);
    const answer = wedge.key(toKey(event, field !== null));
    if (answer.verdict !== 'pass') {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    target.clearTimeout(timer);
    for (const each of answer.released) handlers.onTyped(each);
    if (answer.verdict === 'scan') {
      if (answer.intoField && field) restore(field, before);
      handlers.onScan(answer.scan);
      return;
    }
    if (field && answer.beginsBurst) before = field.value;
    // Once more round the queue: keys that waited behind a busy page come before the verdict on them.
    if (answer.verdict === 'hold')
      timer = target.setTimeout(() => (timer = target.setTimeout(release)), config.keyGapMs);
  };
  const release = () => {
    for (const each of wedge.idle(performance.now())) handlers.onTyped(each);
  };
  target.addEventListener('keydown', onKey, { capture: true });
  return () => {
    target.clearTimeout(timer);
    target.removeEventListener('keydown', onKey, { capture: true });
  };
}

function fieldOf(event: KeyboardEvent): HTMLInputElement | HTMLTextAreaElement | null {
  const { target } = event;
  const isText = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  return isText && !target.readOnly && !target.disabled ? target : null;
}

function toKey(event: KeyboardEvent, inField: boolean): WedgeKey {
  const { code, shiftKey, ctrlKey, altKey, metaKey, repeat, timeStamp } = event;
  const where = inField ? 'field' : 'page';
  return { code, shiftKey, ctrlKey, altKey, metaKey, repeat, timeStampMs: timeStamp, target: where };
}

function restore(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
