// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-fac930107dcd.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: 'fac930107dcde9f38e7c716f9e945d69cbfd4e7d8af730a1c623c01aad6fe79d' } },
];
