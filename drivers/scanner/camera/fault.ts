/** Why there is no camera; its words are in shared/i18n/camera.ts. */
export type CameraFault = 'denied' | 'absent' | 'busy' | 'unplugged' | 'failed';
