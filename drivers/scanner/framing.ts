/**
 * Cuts a serial scanner's bytes into codes. A code ends with the suffix the scanner is set to send; without one (`none`) it ends with
 * a pause, which the driver tells by `pause`. Marking codes hold GS (0x1D), which therefore never ends anything.
 */
export type Framing = {
  /** Bytes every code begins with, dropped where they stand. */
  prefix: string;
  suffix: 'cr' | 'lf' | 'crlf' | 'tab' | 'none';
};

export const usualFraming: Framing = { prefix: '', suffix: 'cr' };

/** Longer than any symbol holds (QR: 2,953 bytes); what goes beyond is noise on the line, not a code. */
const mostBytes = 4096;

export type FrameReader = { push(bytes: Uint8Array): Uint8Array[]; pause(): Uint8Array[] };

const ends: Record<Exclude<Framing['suffix'], 'none'>, number> = { cr: 0x0d, lf: 0x0a, crlf: 0x0a, tab: 0x09 };

/** A reader belongs to one connection: a new one begins with nothing left over. Never throws, whatever the line brings. */
export function createFrameReader(framing: Framing = usualFraming): FrameReader {
  const end = framing.suffix === 'none' ? null : ends[framing.suffix];
  let pending: number[] = [];
  let overrun = false;

  const take = (): Uint8Array[] => {
    const frame = overrun ? null : bare(pending, framing);
    pending = [];
    overrun = false;
    return frame ? [frame] : [];
  };

  return {
    push(bytes) {
      const frames: Uint8Array[] = [];
      for (const byte of bytes) {
        if (byte === end) frames.push(...take());
        else if (pending.length < mostBytes) pending.push(byte);
        else overrun = true;
      }
      return frames;
    },
    pause: () => (end === null ? take() : []),
  };
}

/** Without prefix, and without the line ends a scanner set otherwise than we think leaves at the edges; null where nothing is left. */
function bare(bytes: readonly number[], framing: Framing): Uint8Array | null {
  const isEdge = (byte: number | undefined) => byte === 0x0d || byte === 0x0a;
  let start = 0;
  let stop = bytes.length;
  while (isEdge(bytes[start])) start += 1;
  while (stop > start && isEdge(bytes[stop - 1])) stop -= 1;
  const prefix = Array.from(framing.prefix, (character) => character.charCodeAt(0));
  if (prefix.some((byte, index) => bytes[start + index] !== byte)) return null;
  start += prefix.length;
  return stop > start ? Uint8Array.from(bytes.slice(start, stop)) : null;
}
