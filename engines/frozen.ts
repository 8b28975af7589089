// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-3455cf91c611.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: '3455cf91c611f634650fe4201d7082c9d21f29cfd98c26c600db81a12ff401e4' } },
];
