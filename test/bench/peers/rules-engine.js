import { Engine } from 'json-rules-engine';

/** @returns a function that runs all rules on the facts and answers the event types of those that apply */
export function openRules(rules, facts) {
  const engine = new Engine(rules);
  return async () => (await engine.run(facts)).events.map(({ type }) => type);
}
