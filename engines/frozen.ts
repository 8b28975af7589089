// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-0b4147c51c22.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: '0b4147c51c22f57e63f2d7b0fbb8791593a97983b8066f319af32c2de5ca65de' } },
];
