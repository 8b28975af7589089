// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-b1392df144f6.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: 'b1392df144f672ddd6b3c7e11231d9082e0af6e8d6a5204dbb350b1eee4ae415' } },
];
