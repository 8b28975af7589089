import { code128Bars } from './code128-bars.ts';
import { code128Data } from './code128.ts';
import type { Bars } from './dots.ts';
import { ean13Bars, ean8Bars, upcaBars } from './ean.ts';

export type Symbology = 'ean13' | 'ean8' | 'upca' | 'code128';

/** The numbers m of GS k m n, function B. */
export type BarcodeSystem = 65 | 67 | 68 | 73;
const systems: Record<Symbology, BarcodeSystem> = { upca: 65, ean13: 67, ean8: 68, code128: 73 };

/** What a printer needs to draw a payload by itself. Throws RangeError where the payload is none of this symbology. */
export function barcodeOf(
  symbology: Symbology,
  payload: string,
): { system: BarcodeSystem; data: number[]; bars: Bars } {
  const system = systems[symbology];
  const data = symbology === 'code128' ? code128Data(payload) : Array.from(payload, (digit) => digit.charCodeAt(0));
  const bars = barsOf(system, Uint8Array.from(data));
  if (!bars) throw new RangeError(`${payload} is no ${symbology}`);
  return { system, data, bars };
}

/** What a printer draws for GS k `system`. Null where the data is no such code, or the code none of ours. */
export function barsOf(system: number, data: Uint8Array): Bars | null {
  if (system === systems.code128) return code128Bars(data);
  const text = String.fromCharCode(...data);
  if (system === systems.ean13) return ean13Bars(text);
  if (system === systems.ean8) return ean8Bars(text);
  return system === systems.upca ? upcaBars(text) : null;
}
