// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-c80cdfe56dd4.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: 'c80cdfe56dd419645be30fc273d644d837c12a90025fc10598ea7e4334f15acc' } },
];
