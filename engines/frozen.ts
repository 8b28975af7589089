// Written by `npm run freeze`: every frozen engine, oldest first.
import * as engine1 from './1-e006b6b8d9dc.js';
import type { NamedEngine } from '../shared/loyalty/engine.ts';

export const frozenEngines: readonly NamedEngine[] = [
  { ...engine1, name: { semantics: 1, hash: 'e006b6b8d9dc229ef625327ccd4bde4619c4e8477509dd50452a57c972817357' } },
];
