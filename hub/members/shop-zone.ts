import { zoneOffsets } from '../../shared/i18n/zone.ts';

/** The years in which a shop's clock is known by the name of its zone alone. Fixed, so that a line taken twice is the same. */
const fromMs = Date.UTC(2000, 0, 1);
const untilMs = Date.UTC(2050, 0, 1);

/** Fifty years are looked through once a process for each zone there is. */
const found = new Map<string, ReturnType<typeof zoneOffsets>>();

function offsetsOf(zone: string) {
  const offsets = found.get(zone) ?? zoneOffsets(zone, fromMs, untilMs);
  found.set(zone, offsets);
  return offsets;
}

/**
 * An import names a shop's zone; the offsets that facts carry are filled in here. Anything else, a zone nobody knows among it,
 * is left as it came for the check to refuse.
 */
export function withZoneOffsets(doc: Record<string, unknown>): Record<string, unknown> {
  const zone = doc['zone'] as { name?: unknown; offsets?: unknown } | null | undefined;
  if (typeof zone?.name !== 'string' || zone.offsets !== undefined) return doc;
  try {
    return { ...doc, zone: { name: zone.name, offsets: offsetsOf(zone.name) } };
  } catch {
    return doc;
  }
}
