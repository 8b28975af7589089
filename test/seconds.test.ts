import { describe, expect, it } from 'vitest';
import { timePerSuite } from './seconds.ts';

describe('time per suite', () => {
  it('adds up the files of a layer and tells the folders of test/ apart, slowest first', () => {
    expect(
      timePerSuite([
        { path: 'shared/money/money.test.ts', ms: 500, passed: 2, failed: 0 },
        { path: 'shared/i18n/format.test.ts', ms: 250, passed: 0, failed: 1 },
        { path: 'test/e2e/walk.test.ts', ms: 3000, passed: 1, failed: 0 },
        { path: 'test/tidy.test.ts', ms: 100, passed: 1, failed: 0 },
      ]),
    ).toEqual([
      { suite: 'test/e2e', ms: 3000, passed: 1, failed: 0 },
      { suite: 'shared', ms: 750, passed: 2, failed: 1 },
      { suite: 'test/tidy', ms: 100, passed: 1, failed: 0 },
    ]);
  });
});
