import type { Locale } from './locale.ts';

/** The camera as a scanner, in words a cashier can act on. */
const ru = {
  camera: 'Камера',
  starting: 'Камера включается…',
  hint: 'Держите код перед камерой, пока не прозвучит сигнал.',
  denied: 'Камера запрещена. Разрешите её этой странице в настройках браузера или системы и нажмите ещё раз.',
  absent: 'Камера не найдена. Подключите её и нажмите ещё раз.',
  busy: 'Камера занята другой программой. Закройте её и нажмите ещё раз.',
  unplugged: 'Камера отключилась. Подключите её и нажмите ещё раз.',
  failed: 'Камера не работает. Нажмите ещё раз; если не помогло, перезапустите кассу. Коды можно ввести вручную.',
};
export type CameraTexts = typeof ru;

const en: CameraTexts = {
  camera: 'Camera',
  starting: 'The camera is starting…',
  hint: 'Hold the code before the camera until it sounds.',
  denied: 'The camera is not allowed. Allow it for this page in the browser’s or system’s settings and press again.',
  absent: 'No camera found. Plug one in and press again.',
  busy: 'Another program holds the camera. Close it and press again.',
  unplugged: 'The camera was unplugged. Plug it in and press again.',
  failed: 'The camera does not work. Press again; if that does not help, restart the till. Codes can be typed by hand.',
};

export const cameraTexts: Record<Locale, CameraTexts> = { ru, en };
