import type { NamedEngine } from '../shared/loyalty/engine.ts';
import { frozenEngines } from './frozen.ts';

export { frozenEngines as engines };

/** The engine that new sales are made with. */
export function newestEngine(): NamedEngine {
  return frozenEngines.at(-1)!;
}

/** The engine that a record names; undefined when this version of Kopilka is older than it. */
export function engineFor(name: NamedEngine['name']): NamedEngine | undefined {
  return frozenEngines.find((engine) => engine.name.semantics === name.semantics && engine.name.hash === name.hash);
}
