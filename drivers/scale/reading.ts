import type { DeviceFault } from '../../shared/i18n/devices.ts';
import type { ScaleTemplate } from './template.ts';

/**
 * What lies on a scale. `moving`: ask again. `less`: below nothing, it has to be set to zero. `unreadable`: it answered, and not in the way it
 * was set up for.
 */
export type ScaleReading =
  | { kind: 'weight'; grams: number }
  | { kind: 'moving' }
  | { kind: 'less' }
  | { kind: 'unreadable' }
  | { kind: 'silent' }
  | { kind: 'fault'; reason: DeviceFault };

const gramsOf = { kg: 1000, g: 1, ' g': 1 };

/** One whole answer. A unit that is no metric one is not read: nobody guesses weights. */
export function readAnswer(bytes: Uint8Array, template: ScaleTemplate): ScaleReading {
  const text = String.fromCharCode(...bytes);
  const groups = template.answer.exec(text)?.groups;
  if (!groups || !isWhole(bytes, template)) return { kind: 'unreadable' };
  const { state, sign, weight = '', unit = '' } = groups;
  if (state !== template.still) return { kind: 'moving' };
  const factor = unit in gramsOf ? gramsOf[unit as keyof typeof gramsOf] : undefined;
  const digits = weight.trim();
  if (factor === undefined || !/^\d+(\.\d+)?$/.test(digits)) return { kind: 'unreadable' };
  const grams = Math.round(Number(digits) * factor);
  return sign === '-' && grams > 0 ? { kind: 'less' } : { kind: 'weight', grams };
}

function isWhole(bytes: Uint8Array, { check }: ScaleTemplate): boolean {
  if (!check) return true;
  return bytes.subarray(check.from, check.to).reduce((sum, byte) => sum ^ byte, 0) === bytes[check.at];
}
