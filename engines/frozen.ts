// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-9a357240efd8.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: '9a357240efd8904d169ee4046ee7a237c5d6905d4d28a080bd3498460bd1608f' } },
];
