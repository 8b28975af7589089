/** Milliseconds of one scan: what was done for it, and how long a finished change waited for the next frame. */
export type Seen = { workMs: number; waitMs: number };

declare global {
  interface Window {
    seenScans: Seen[];
  }
}

/** Runs in the page, before anything of it: notes when a scan's last key comes, when the total is another one, and when that is painted. */
export function watchScans(): void {
  window.seenScans = [];
  let pressedMs: number | null = null;
  let total: string | null | undefined;
  const painted = new MessageChannel();
  let change = { pressedMs: 0, changedMs: 0, frameMs: 0 };
  painted.port1.addEventListener('message', () => {
    const { pressedMs: from, changedMs, frameMs } = change;
    window.seenScans.push({ workMs: changedMs - from + (performance.now() - frameMs), waitMs: frameMs - changedMs });
  });
  painted.port1.start();
  window.addEventListener(
    'keydown',
    ({ key }) => {
      if (key === 'Enter') pressedMs = performance.now();
    },
    true,
  );
  const look = () => {
    const now = document.querySelector('.total-sum')?.textContent;
    if (now === total) return;
    total = now;
    if (pressedMs === null) return;
    const changedMs = performance.now();
    const from = pressedMs;
    pressedMs = null;
    requestAnimationFrame(() => {
      change = { pressedMs: from, changedMs, frameMs: performance.now() };
      // Comes after layout and paint of this frame.
      painted.port2.postMessage(null);
    });
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
}
