/** A till whose clock is further off than this is told so, and somebody at the hub: codes that live for half a minute fail it, and days end at the wrong time. */
const wrongFromMs = 120_000;

/** `offsetMs`: the hub's clock less the till's. */
export function isWrongClock(offsetMs: number): boolean {
  return Math.abs(offsetMs) > wrongFromMs;
}
