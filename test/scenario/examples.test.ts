import { describe, it } from 'vitest';
import { exampleNames, readExample } from './example.ts';
import { expectAtTill, expectByQuote } from './play.ts';

describe.each(exampleNames)('the example %s', (name) => {
  const example = readExample(name);

  it('comes to what its scenarios say, by quote', () => expectByQuote(example));

  it('comes to the same at a till, and the hub agrees with every receipt', () => expectAtTill(example), 120_000);
});
