import { relative, sep } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

type FileTime = { path: string; ms: number; passed: number; failed: number };
export type SuiteTime = { suite: string; ms: number; passed: number; failed: number };

/** Time and counts per suite, slowest first. A suite is a layer's unit tests (`shared`) or a folder of test/ (`test/e2e`). */
export function timePerSuite(files: FileTime[]): SuiteTime[] {
  const suites = new Map<string, SuiteTime>();
  for (const { path, ms, passed, failed } of files) {
    const suite = suiteOf(path.split(/[\\/]/));
    const sum = suites.get(suite) ?? { suite, ms: 0, passed: 0, failed: 0 };
    suites.set(suite, { suite, ms: sum.ms + ms, passed: sum.passed + passed, failed: sum.failed + failed });
  }
  return [...suites.values()].toSorted((a, b) => b.ms - a.ms);
}

function suiteOf([layer = '', name = '', ...rest]: string[]): string {
  if (layer !== 'test') return layer;
  return `test/${rest.length > 0 ? name : name.replace(/\.test\.tsx?$/, '')}`;
}

function fileTime(module: TestModule): FileTime {
  const { collectDuration, setupDuration, duration } = module.diagnostic();
  return {
    path: relative(process.cwd(), module.moduleId).split(sep).join('/'),
    ms: collectDuration + setupDuration + duration,
    passed: [...module.children.allTests('passed')].length,
    failed: [...module.children.allTests('failed')].length,
  };
}

/** Vitest's reporter behind `npm test`: seconds per suite, imports and hooks included. */
export default class SecondsPerSuite implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const { suite, ms, passed, failed } of timePerSuite(modules.map(fileTime))) {
      const counts = `${passed} passed${failed > 0 ? `, ${failed} failed` : ''}`;
      console.log(`${(ms / 1000).toFixed(1).padStart(8)} s  ${suite}: ${counts}`);
    }
  }
}
