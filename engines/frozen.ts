// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-503695b795a0.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: '503695b795a0ff440da0c6fdc11870fa40664c5cf28ae17004fce8d61927cda5' } },
];
