/** What a canvas gives for a frame of the camera: four bytes a pixel. */
export type Frame = { width: number; height: number; data: Uint8ClampedArray<ArrayBuffer> };
/** The same in one byte a pixel, which is all that bars and cells need. */
export type Grey = { width: number; height: number; levels: Uint8ClampedArray };

/** Luma of Rec. 601. */
export function greyOf({ width, height, data }: Frame): Grey {
  const levels = new Uint8ClampedArray(width * height);
  for (let at = 0; at < levels.length; at += 1) {
    levels[at] = (77 * data[at * 4]! + 150 * data[at * 4 + 1]! + 29 * data[at * 4 + 2]!) >> 8;
  }
  return { width, height, levels };
}

/** As the reader wants it: an ImageData in all but name. */
export function frameOf({ width, height, levels }: Grey): Frame & { colorSpace: 'srgb' } {
  const pixels = new Uint32Array(width * height);
  // The same three bytes thrice, whichever way round the machine keeps them, and a fourth that is opaque in any case.
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = 0xff000000 | (levels[at]! * 0x010101);
  return { width, height, data: new Uint8ClampedArray(pixels.buffer), colorSpace: 'srgb' };
}

/** The middle part, for copies that would grow beyond what is read in time. */
export function middleOf(grey: Grey, width: number, height: number): Grey {
  if (grey.width <= width && grey.height <= height) return grey;
  const [across, down] = [Math.min(width, grey.width), Math.min(height, grey.height)];
  const [left, top] = [(grey.width - across) >> 1, (grey.height - down) >> 1];
  const levels = new Uint8ClampedArray(across * down);
  for (let y = 0; y < down; y += 1) {
    const from = (top + y) * grey.width + left;
    levels.set(grey.levels.subarray(from, from + across), y * across);
  }
  return { width: across, height: down, levels };
}

/** Noise out, edges a little softer: a Gaussian of three by three. */
export function smoothed({ width, height, levels }: Grey): Grey {
  const soft = new Uint8ClampedArray(levels);
  for (let y = 1; y < height - 1; y += 1) {
    for (let at = y * width + 1; at < (y + 1) * width - 1; at += 1) {
      const [above, below] = [at - width, at + width];
      const corners = levels[above - 1]! + levels[above + 1]! + levels[below - 1]! + levels[below + 1]!;
      const sides = levels[above]! + levels[below]! + levels[at - 1]! + levels[at + 1]!;
      soft[at] = (corners + 2 * sides + 4 * levels[at]!) / 16;
    }
  }
  return { width, height, levels: soft };
}

/** Twice as wide and high, in between where it has no pixel: thin bars get edges a threshold can find. */
export function enlarged({ width, height, levels }: Grey): Grey {
  const wide = width * 2;
  const large = new Uint8ClampedArray(wide * height * 2);
  for (let y = 0; y < height * 2; y += 1) {
    const near = y >> 1;
    const far = Math.min(height - 1, Math.max(0, near + (y % 2 === 0 ? -1 : 1)));
    for (let x = 0; x < wide; x += 1) {
      const column = x >> 1;
      const beside = Math.min(width - 1, Math.max(0, column + (x % 2 === 0 ? -1 : 1)));
      const nearRow = 3 * levels[near * width + column]! + levels[near * width + beside]!;
      const farRow = 3 * levels[far * width + column]! + levels[far * width + beside]!;
      large[y * wide + x] = (3 * nearRow + farRow) / 16;
    }
  }
  return { width: wide, height: height * 2, levels: large };
}

/** Turned about its middle; what comes from outside is grey. */
export function turned({ width, height, levels }: Grey, degrees: number): Grey {
  const aslant = new Uint8ClampedArray(width * height).fill(128);
  const radians = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [fromX, fromY] = [x - width / 2, y - height / 2];
      const sourceX = fromX * cos - fromY * sin + width / 2;
      const sourceY = fromX * sin + fromY * cos + height / 2;
      const [column, row] = [Math.floor(sourceX), Math.floor(sourceY)];
      if (column < 0 || row < 0 || column >= width - 1 || row >= height - 1) continue;
      const [right, down] = [sourceX - column, sourceY - row];
      const at = row * width + column;
      const upper = levels[at]! * (1 - right) + levels[at + 1]! * right;
      const lower = levels[at + width]! * (1 - right) + levels[at + width + 1]! * right;
      aslant[y * width + x] = upper * (1 - down) + lower * down;
    }
  }
  return { width, height, levels: aslant };
}
