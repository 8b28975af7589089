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
  const groups = template.answer.exec(bodyOf(bytes, template) ?? '')?.groups;
  if (!groups) return { kind: 'unreadable' };
  const { state, sign, weight = '', unit = '', check } = groups;
  if (check !== undefined && check.charCodeAt(0) !== xorOf(bytes, template)) return { kind: 'unreadable' };
  if (state !== template.still) return { kind: 'moving' };
  const factor = unit in gramsOf ? gramsOf[unit as keyof typeof gramsOf] : undefined;
  const digits = weight.trim();
  if (factor === undefined || !/^\d+(\.\d+)?$/.test(digits)) return { kind: 'unreadable' };
  const grams = Math.round(Number(digits) * factor);
  return sign === '-' && grams > 0 ? { kind: 'less' } : { kind: 'weight', grams };
}

/** What stands between head and tail; null where they are not there. */
function bodyOf(bytes: Uint8Array, { head, tail }: ScaleTemplate): string | null {
  const end = bytes.length - tail.length;
  const isFramed = head.every((byte, at) => bytes[at] === byte) && tail.every((byte, at) => bytes[end + at] === byte);
  return isFramed ? String.fromCharCode(...bytes.subarray(head.length, end)) : null;
}

/** Over the body without its last character, which is the check. */
function xorOf(bytes: Uint8Array, { head, tail }: ScaleTemplate): number {
  return bytes.subarray(head.length, bytes.length - tail.length - 1).reduce((sum, byte) => sum ^ byte, 0);
}
