// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-f29f8f8aa991.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: 'f29f8f8aa9914d980f9a30b007cdcbef70874e7e7c6c977bd3990d260c00026a' } },
];
