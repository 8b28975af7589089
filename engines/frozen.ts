// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-69b77fdbc463.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: '69b77fdbc463fb6b17bd013c1e097e5164f9a1ad2e50fec7516aa97d900d1ab4' } },
];
