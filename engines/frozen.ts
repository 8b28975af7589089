// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-95c33de797cd.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: '95c33de797cdef9d459ae425e8ed66ecb99fa479d3aca928f18dd587cd19afd4' } },
];
