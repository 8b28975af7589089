import { engineFor, newestEngine } from '../engines/index.ts';
import type { Compiled, NamedEngine } from '../shared/loyalty/engine.ts';
import type { PublishedProgramme } from '../shared/protocol/feed.ts';

export type Engines = {
  /** What new sales are computed with. */
  newest: NamedEngine;
  /** The engine a record names; undefined: this till is too old for it. */
  named(name: NamedEngine['name']): NamedEngine | undefined;
  /** A programme is compiled once per engine, however often it is asked for. */
  compiled(engine: NamedEngine, published: PublishedProgramme): Compiled;
};

/** How many compiled programmes are kept: those in force, and those of sales being returned. */
const kept = 8;

export function openEngines(): Engines {
  const compiled = new Map<string, Compiled>();
  return {
    newest: newestEngine(),
    named: engineFor,
    compiled(engine, published) {
      const key = `${engine.name.hash} ${published.hash}`;
      const known = compiled.get(key);
      if (known) return known;
      const made = engine.compile(published.programme);
      compiled.set(key, made);
      const [oldest] = compiled.keys();
      if (compiled.size > kept && oldest !== undefined) compiled.delete(oldest);
      return made;
    },
  };
}
