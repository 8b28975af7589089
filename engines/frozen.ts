// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-d9a3d972f4cd.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: 'd9a3d972f4cd8cbe63d26704b2bb4bbb9b9ab9a7c5210f1e71eac24da15531b0' } },
];
