import type { Scan } from '../scan.ts';
import type { CameraFault } from './fault.ts';
import type { FromWorker, ToWorker } from './messages.dom.ts';

export type CameraParts = {
  /** Shows what the camera sees, and is where frames are taken from. */
  video: HTMLVideoElement;
  /** A worker that runs `worker.dom.ts`. */
  startWorker(): Worker;
  /** Where the reader's binary lies. */
  wasmUrl: string;
};
export type CameraHandlers = {
  onScan(scan: Scan): void;
  /** The camera is gone or the reader broke down; it is closed already. Told once, and not after `close`. */
  onLost(fault: CameraFault): void;
};
export type OpenCamera = { close(): void };

const framesASecond = 10;
/** Enough for a small code at arm's length; a camera that has less gives what it has. */
const wanted = { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: { ideal: 'environment' } };

/** Never rejects. Frames are taken ten times a second, none while the last is being read, and read off this thread. */
export async function openCamera(
  parts: CameraParts,
  handlers: CameraHandlers,
): Promise<OpenCamera | { fault: CameraFault }> {
  const stream = await askForCamera();
  if (typeof stream === 'string') return { fault: stream };
  const { video } = parts;
  const worker = parts.startWorker();
  let timer = 0;
  let isOpen = true;
  const close = () => {
    isOpen = false;
    clearTimeout(timer);
    worker.terminate();
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  const lose = (fault: CameraFault) => {
    if (!isOpen) return;
    close();
    handlers.onLost(fault);
  };
  const tell = (message: ToWorker, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
  const takeFrame = async () => {
    const atMs = performance.now();
    // Before its first picture a video has no frame to give.
    if (video.videoWidth === 0) return nextFrame(atMs);
    const frame = await createImageBitmap(video);
    if (isOpen) tell({ frame, atMs }, [frame]);
    else frame.close();
    startedMs = atMs;
  };
  let startedMs = 0;
  const nextFrame = (afterMs: number) => {
    const waitMs = Math.max(0, afterMs + 1000 / framesASecond - performance.now());
    timer = window.setTimeout(() => void takeFrame().catch(() => lose('failed')), waitMs);
  };
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (!isOpen) return;
    if (data.kind === 'failed') return lose('failed');
    if (data.kind === 'read' && data.scan) handlers.onScan(data.scan);
    nextFrame(startedMs);
  });
  worker.addEventListener('error', () => lose('failed'));
  for (const track of stream.getTracks()) track.addEventListener('ended', () => lose('unplugged'));
  video.srcObject = stream;
  video.play().catch(() => lose('failed'));
  tell({ wasmUrl: parts.wasmUrl });
  return { close };
}

async function askForCamera(): Promise<MediaStream | CameraFault> {
  try {
    return await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
    if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'absent';
    return name === 'NotReadableError' ? 'busy' : 'failed';
  }
}
