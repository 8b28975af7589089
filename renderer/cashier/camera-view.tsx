import { useEffect, useRef } from 'preact/hooks';
import type { OpenCamera } from '../../drivers/scanner/camera/camera.dom.ts';
import { cameraTexts } from '../../shared/i18n/camera.ts';
import './camera.css';
import { useCashier } from './context.ts';
import { openScanningCamera } from './scanning-camera.ts';

/** What the camera sees while it is on, or why it is not. */
export function CameraView() {
  const { screen, speech } = useCashier();
  const texts = cameraTexts[speech.value.locale];
  const state = screen.camera.value;
  if (state === 'off') return null;
  if (typeof state === 'object') {
    return (
      <p class="camera-fault" role="alert">
        {texts[state.fault]}
      </p>
    );
  }
  return (
    <section class="camera" aria-label={texts.camera}>
      <Sight />
      <p class="camera-hint">{state === 'starting' ? texts.starting : texts.hint}</p>
    </section>
  );
}

/** As long as it stands on the screen, the camera is on. */
function Sight() {
  const { screen, actions } = useCashier();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    let opened: OpenCamera | null = null;
    let isGone = false;
    void (async () => {
      if (!video.current) return;
      const answer = await openScanningCamera(video.current, {
        onScan: ({ code, symbology }) => void actions.scan(code, 'camera', symbology),
        onLost: (fault) => (screen.camera.value = { fault }),
      });
      if ('fault' in answer) {
        if (!isGone) screen.camera.value = answer;
      } else if (isGone) answer.close();
      else opened = answer;
    })();
    return () => {
      isGone = true;
      opened?.close();
    };
  }, []);
  return (
    <video
      ref={video}
      class="camera-sight"
      muted
      playsInline
      onPlaying={() => {
        if (screen.camera.peek() === 'starting') screen.camera.value = 'on';
      }}
    />
  );
}
