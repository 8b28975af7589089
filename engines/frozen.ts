// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-6527a98ce603.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: '6527a98ce603647af7e30e0747e446fdbf4d43ce18bcc335e3a85a27d79b7762' } },
];
