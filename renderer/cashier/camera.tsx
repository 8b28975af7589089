import { useCashier } from './context.ts';
import { lazily } from './lazily.tsx';

/** The camera as a scanner, beside the line that codes are typed into. */
export function CameraButton() {
  const { screen, speech } = useCashier();
  const { texts } = speech.value;
  const { camera } = screen;
  const isOn = camera.value === 'on' || camera.value === 'starting';
  const name = isOn ? texts.cameraOff : texts.cameraOn;
  return (
    <button
      type="button"
      class="top-button top-icon camera-button"
      aria-label={name}
      title={name}
      aria-pressed={isOn}
      onClick={() => (camera.value = isOn ? 'off' : 'starting')}
    >
      <svg class="camera-mark" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M3 8V5a2 2 0 0 1 2-2h3M16 3h3a2 2 0 0 1 2 2v3M21 16v3a2 2 0 0 1-2 2h-3M8 21H5a2 2 0 0 1-2-2v-3" />
        <path d="M7 8v8M10 8v8M13 8v8M17 8v8" />
      </svg>
    </button>
  );
}

const View = lazily(() => import('./camera-view.tsx').then(({ CameraView }) => CameraView));

/** What it sees, or why it does not. */
export function CameraPlace() {
  const { screen } = useCashier();
  return screen.camera.value === 'off' ? null : <View />;
}
