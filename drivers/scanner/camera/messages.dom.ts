import type { Scan } from '../scan.ts';

/** Page -> worker: first where its reader's binary lies, then one frame after another, each when the last was answered. */
export type ToWorker = { wasmUrl: string } | { frame: ImageBitmap; atMs: number };
/** Worker -> page. `ready` and each frame are answered once; `failed` is the end. */
export type FromWorker = { kind: 'ready' } | { kind: 'read'; scan: Scan | null } | { kind: 'failed'; problem: string };
