// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-3a20d112733e.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: '3a20d112733e136f3b1c1cf8348554aa547989d6ab7da85cd0ce2c0822d6482a' } },
];
