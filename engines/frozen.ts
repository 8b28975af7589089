// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-df7eebc985ef.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: 'df7eebc985ef48a2ae64520b30171432cc45a2c2cccacbac3ccd19ad0fd54077' } },
];
