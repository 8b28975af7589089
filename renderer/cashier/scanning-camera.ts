import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { openCamera } from '../../drivers/scanner/camera/camera.dom.ts';
import type { CameraHandlers } from '../../drivers/scanner/camera/camera.dom.ts';

declare global {
  interface Window {
    trustedTypes?: {
      createPolicy(
        name: string,
        rules: { createScriptURL: (url: string) => string },
      ): { createScriptURL: (url: string) => unknown };
    };
  }
}

/** The camera with its reader, which is fetched when a camera is first switched on. */
export async function openScanningCamera(video: HTMLVideoElement, handlers: CameraHandlers) {
  const { default: workerUrl } = await import('../../drivers/scanner/camera/worker.dom.ts?worker&url');
  const startWorker = () => new Worker(trusted(workerUrl), { type: 'module' });
  return openCamera({ video, wasmUrl, startWorker }, handlers);
}

/** The page takes scripts by trusted addresses alone. */
function trusted(url: string): string {
  const policy = window.trustedTypes?.createPolicy('kopilka-camera', { createScriptURL: (asked) => asked });
  return (policy?.createScriptURL(url) ?? url) as string;
}
