import type { Compiled, NamedEngine } from '../../shared/loyalty/engine.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { attachedProgramme } from '../../shared/protocol/attached.ts';
import type { Undone } from '../ledger/attached.ts';
import type { ProgrammeRow } from '../store/rows.ts';

/** The engines this hub has, oldest first. */
export type Engines = readonly NamedEngine[];

export type Engine = {
  /** The engine a record names; undefined when this hub is older than it. */
  named(name: NamedEngine['name']): NamedEngine | undefined;
  /** Semantics number of the newest. */
  newest: number;
  /** What the hub itself computes with: answers to events, drafts. */
  latest: NamedEngine;
  /** Compiled once, however many sales name it. */
  compiled(engine: NamedEngine, hash: string, programme: () => Programme): Compiled;
};

/** Programmes in force at a time are few. */
const kept = 32;

export function openEngines(engines: Engines): Engine {
  const latest = engines.toSorted((a, b) => a.semantics - b.semantics).at(-1);
  if (!latest) throw new Error('a hub without an engine');
  const compiled = new Map<string, Compiled>();
  return {
    named: (name) => engines.find((each) => each.name.semantics === name.semantics && each.name.hash === name.hash),
    newest: latest.semantics,
    latest,
    compiled(engine, hash, programme) {
      const key = `${engine.name.hash} ${hash}`;
      const known = compiled.get(key);
      if (known) return known;
      const made = engine.compile(programme());
      compiled.set(key, made);
      const [oldest] = compiled.keys();
      if (compiled.size > kept && oldest !== undefined) compiled.delete(oldest);
      return made;
    },
  };
}

/** The programme that a receipt is computed by, or undone by where it became a member's after it was paid. */
export function compiledFor(
  engines: Engine,
  engine: NamedEngine,
  { paid }: Undone,
  { hash, text }: Pick<ProgrammeRow, 'hash' | 'text'>,
): Compiled {
  const programme = () => JSON.parse(text) as Programme;
  return paid ? engine.compile(attachedProgramme(programme(), paid.money)) : engines.compiled(engine, hash, programme);
}
