// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-1d44aee19391.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: '1d44aee19391cc0440d5d0693e669f0d781a28d30002a5113f6bede729da1c84' } },
];
