import type { FromWorker, ToWorker } from './messages.dom.ts';
import { openCameraReader } from './reader.ts';
import type { CameraReader } from './reader.ts';

/** Reads frames off the page's thread. It has a policy of its own: it alone may compile WebAssembly. */

function createAnswering(): (message: ToWorker) => Promise<FromWorker> {
  const canvas = new OffscreenCanvas(0, 0);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let reader: CameraReader | null = null;
  return async (message) => {
    if ('wasmUrl' in message) {
      const response = await fetch(message.wasmUrl);
      reader = await openCameraReader(await response.arrayBuffer());
      return { kind: 'ready' };
    }
    if (!reader || !context) throw new Error('a frame before there is a reader');
    const { frame, atMs } = message;
    const { width, height } = frame;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    context.drawImage(frame, 0, 0);
    frame.close();
    return { kind: 'read', scan: await reader.read(context.getImageData(0, 0, width, height), atMs) };
  };
}

const answer = createAnswering();
addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  void answer(data)
    .catch((error: unknown): FromWorker => ({ kind: 'failed', problem: String(error) }))
    .then((told) => postMessage(told));
});
