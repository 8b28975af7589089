import { describe, it } from 'vitest';
import { exampleNames, readExample } from './example.ts';
import { playAtTill, playByQuote } from './play.ts';

describe.each(exampleNames)('the example %s', (name) => {
  const example = readExample(name);

  it('comes to what its scenarios say, by quote', () => playByQuote(example));

  it('comes to the same at a till, and the hub agrees with every receipt', () => playAtTill(example), 120_000);
});
