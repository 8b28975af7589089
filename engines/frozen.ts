// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-c1fe1f68df5d.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: 'c1fe1f68df5dd08215bea8bea8848d132cc45184b4258a3793f1a2606e02b3e2' } },
];
