// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-23c9579c0d8d.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: '23c9579c0d8d1c0b03fd9845cfe6d44f24bed5738d46b858c0cbdf5ff8daf853' } },
];
