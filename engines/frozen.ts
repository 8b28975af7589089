// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-50efb3946da0.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: '50efb3946da0a93338f6eabce7b499e6f35c655773a8d871713d0215ec1e2ba0' } },
];
