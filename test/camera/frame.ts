import { chanceOf } from '../crash/random.ts';
import type { Chance } from '../crash/random.ts';
import type { Symbol } from './symbol.ts';

/** What a camera sees, four bytes a pixel as a canvas gives them. */
export type Frame = { width: number; height: number; data: Uint8ClampedArray<ArrayBuffer> };

export type Conditions = {
  width: number;
  height: number;
  /** Pixels a module (the thinnest bar) takes. */
  modulePx: number;
  rotationDegrees: number;
  /** Standard deviation of a Gaussian, in pixels. */
  blurPx: number;
  /** Standard deviation, in grey levels of 255. */
  noise: number;
  /** 1 is black on white. */
  contrast: number;
  seed: number;
};

export const plain: Conditions = {
  width: 640,
  height: 480,
  modulePx: 2.5,
  rotationDegrees: 0,
  blurPx: 0.6,
  noise: 6,
  contrast: 0.8,
  seed: 1,
};

const samples = 3;

/** A symbol on a white label among printed clutter, as a camera of those conditions sees it; the same seed gives the same frame. */
export function drawFrame(symbol: Symbol | null, conditions: Conditions): Frame {
  const { width, height, contrast, noise } = conditions;
  const chance = chanceOf(conditions.seed);
  const light = clutter(conditions, chance);
  if (symbol) drawLabel(light, symbol, conditions, chance);
  blur(light, width, height, conditions.blurPx);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < light.length; at += 1) {
    // Light falls from one corner: a third less at the other.
    const shade = 1 - (0.33 * ((at % width) / width + Math.floor(at / width) / height)) / 2;
    const grey = (128 + (light[at]! - 0.5) * 230 * contrast) * shade + (noise > 0 ? noise * normal(chance) : 0);
    data.fill(grey, at * 4, at * 4 + 3);
    data[at * 4 + 3] = 255;
  }
  return { width, height, data };
}

/** Boxes and rules of other print, which no reader may take for a code. */
function clutter({ width, height }: Conditions, chance: Chance): Float32Array {
  const light = new Float32Array(width * height).fill(0.75);
  for (let box = 0; box < 40; box += 1) {
    const [left, top] = [chance.below(width), chance.below(height)];
    const [across, down] = [2 + chance.below(width / 8), 2 + chance.below(height / 12)];
    const level = chance.below(100) / 100;
    for (let y = top; y < Math.min(height, top + down); y += 1) {
      light.fill(level, y * width + left, y * width + Math.min(width, left + across));
    }
  }
  return light;
}

/** Nine samples a pixel: where each lies on the label decides how light it is. */
function drawLabel(light: Float32Array, symbol: Symbol, conditions: Conditions, chance: Chance): void {
  const { width, height, modulePx, rotationDegrees } = conditions;
  const { columns, isBars, dark } = symbol;
  const rows = isBars ? Math.max(24, Math.round(columns * 0.35)) : symbol.rows;
  const quiet = isBars ? 11 : 4;
  const radians = (rotationDegrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians) / modulePx, Math.sin(radians) / modulePx];
  // Never on the pixel grid by luck.
  const [centreX, centreY] = [width / 2 + chance.below(100) / 100, height / 2 + chance.below(100) / 100];
  const lightAt = (x: number, y: number): number | null => {
    const column = Math.floor((x - centreX) * cos + (y - centreY) * sin + columns / 2);
    const row = Math.floor((y - centreY) * cos - (x - centreX) * sin + rows / 2);
    if (column < -quiet || column >= columns + quiet || row < -quiet || row >= rows + quiet) return null;
    if (column < 0 || column >= columns || row < 0 || row >= rows) return 1;
    return dark[(isBars ? 0 : row * columns) + column] ? 0 : 1;
  };
  for (let at = 0; at < light.length; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)];
    let sum = 0;
    for (let sample = 0; sample < samples * samples; sample += 1) {
      const dx = ((sample % samples) + 0.5) / samples;
      const dy = (Math.floor(sample / samples) + 0.5) / samples;
      sum += lightAt(x + dx, y + dy) ?? light[at]!;
    }
    light[at] = sum / (samples * samples);
  }
}

function blur(light: Float32Array, width: number, height: number, sigma: number): void {
  if (sigma <= 0) return;
  const radius = Math.ceil(sigma * 3);
  const weights = Array.from({ length: radius * 2 + 1 }, (_, at) => Math.exp(-((at - radius) ** 2) / (2 * sigma ** 2)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const along = (length: number, lines: number, step: number, lineStep: number) => {
    const line = new Float32Array(length);
    for (let each = 0; each < lines; each += 1) {
      for (let at = 0; at < length; at += 1) line[at] = light[each * lineStep + at * step]!;
      for (let at = 0; at < length; at += 1) {
        let sum = 0;
        for (let by = -radius; by <= radius; by += 1) {
          sum += line[Math.min(length - 1, Math.max(0, at + by))]! * weights[by + radius]!;
        }
        light[each * lineStep + at * step] = sum / total;
      }
    }
  };
  along(width, height, 1, width);
  along(height, width, width, 1);
}

/** Normally distributed, near enough: four dice. */
function normal(chance: Chance): number {
  const sum = chance.below(1000) + chance.below(1000) + chance.below(1000) + chance.below(1000);
  return (sum / 1000 - 2) * Math.sqrt(3);
}
