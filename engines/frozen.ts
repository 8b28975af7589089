// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-445465af2d17.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: '445465af2d1730866c57295e27bc6f28ca5e9ae017adb9a4ed046bdc8ebef35e' } },
];
