// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-0df339decd74.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: '0df339decd7429fbb64ab69841fee353de0189b9b68478ceb2be4608f3afe3a3' } },
];
