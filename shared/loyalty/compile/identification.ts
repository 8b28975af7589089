import type { Identification } from '../basics.ts';

/** Dynamic QR, then card, then phone and code word, then phone. */
export const identificationStrength: Record<Identification, number> = { phone: 1, phoneCode: 2, card: 3, dynamicQr: 4 };
