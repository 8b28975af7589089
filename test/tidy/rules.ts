import { isTest } from './source.ts';

/**
 * A pattern no line may hold. `reads`: code with comments and strings blanked, or the whole text. Each rule carries lines it must
 * catch and lines it must let pass, so that a rule that went blind fails its own test.
 */
export type Rule = {
  name: string;
  reads: 'code' | 'text';
  applies: (path: string) => boolean;
  pattern: RegExp;
  bad: string[];
  good: string[];
};

const within =
  (...layers: string[]) =>
  (path: string) =>
    layers.some((layer) => path.startsWith(`${layer}/`)) && !isTest(path);

const isSourceCode = (path: string) => /\.(ts|tsx|js|mjs)$/.test(path);

/** Where the ports are implemented, and the edges that start everything. */
const isEdge = (path: string) => /^(main|hub)\/ports\.node\.ts$|^main\/(cli\.ts$|(cli|demo|replay|host)\/)/.test(path);

const machineFolders = ['work', 'root', 'farm', 'tmp', 'home/\\w+', 'Users/\\w+'].join('|');

export const rules: Rule[] = [
  {
    name: 'no any',
    reads: 'code',
    applies: isSourceCode,
    pattern: /(:|\bas|=>|=|\|)\s*any\b(?!\s*[:(.])|<any\b|\bany\[\]|,\s*any>/,
    bad: [
      'let x: any;',
      'f(x as any)',
      'Array<any>',
      'Record<string, any>',
      'type T = any;',
      'const f = (): any[] => []',
    ],
    good: ['any: conditions', 'programme.any(rule)', 'const company = 1', 'x = any(conditions)'],
  },
  {
    name: 'compiler, linter and formatter stay on',
    reads: 'text',
    applies: isSourceCode,
    pattern: /@ts-(ignore|expect-error|nocheck)|(eslint|oxlint)-(disable|enable)|prettier-ignore/,
    bad: [
      '// @ts-ignore',
      '// @ts-expect-error',
      '// oxlint-disable-next-line',
      '/* eslint-disable */',
      '// prettier-ignore',
    ],
    good: ['import type { Ts } from "./ts.ts"'],
  },
  {
    name: 'no test is left out but those of test/cannot-run.ts',
    reads: 'code',
    applies: isSourceCode,
    pattern:
      /\b(it|test|describe|bench)(\.\w+)*\.(skip|only|todo|fails|skipIf)\b|\bx(it|describe)\(|\b(ctx|context|t)\.skip\(|\.runIf\((?!canRun\()/,
    bad: ['it.skip(', 'describe.only(', 'it.concurrent.todo(', 'xit(', 'context.skip()', 'it.runIf(linux)('],
    good: ['describe.runIf(canRun("fsyncs"))(', 'reader.skip(4)', 'it("sells")'],
  },
  {
    name: 'nothing is left for later',
    reads: 'text',
    applies: isSourceCode,
    pattern: /\b(TODO|FIXME|XXX)\b|[Nn]ot (yet )?implemented/,
    bad: ['// TODO: returns', '// FIXME', "throw new Error('not implemented')", 'not yet implemented'],
    good: ['const todoist = 1'],
  },
  {
    name: 'no error is swallowed without a word',
    reads: 'text',
    applies: isSourceCode,
    pattern: /catch *(\([^)]*\))? *\{\s*\}|\.catch\(\(\w*\) => \{\s*\}\)/,
    bad: ['try { f(); } catch {}', 'catch (error) { }', 'p.catch(() => {})'],
    good: ['catch (error) { report(error); }', 'p.catch(report)'],
  },
  {
    name: 'the moment comes from a port',
    reads: 'code',
    applies: (path) => within('shared', 'main', 'hub')(path) && !isEdge(path),
    pattern: /new Date\(\s*\)|(?<!new )\bDate\(\)/,
    bad: ['new Date()', 'const s = Date()'],
    good: ['new Date(nowMs)', 'new Date(clock.nowMs())', 'toDate()'],
  },
  {
    name: 'shared/ knows no time zone or locale of the machine',
    reads: 'code',
    applies: within('shared'),
    pattern:
      /\.(get|set)(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds|TimezoneOffset)\(|\.toLocale\w+\(\s*\)|Intl\.\w+\(\s*\)/,
    bad: ['date.getHours()', 'date.setDate(1)', 'price.toLocaleString()', 'new Intl.NumberFormat()'],
    good: ['date.getUTCHours()', 'text.toLocaleUpperCase(locale)', 'new Intl.NumberFormat(locale)'],
  },
  {
    name: 'a module keeps no mutable state',
    reads: 'code',
    applies: within('shared', 'drivers', 'main', 'hub'),
    pattern: /^(export )?(let|var) /,
    bad: ['let count = 0;', 'export let last = 1;'],
    good: ['  let sum = 0;', 'const table = new Map();'],
  },
  {
    name: 'no path of the machine it was written on',
    reads: 'text',
    applies: () => true,
    pattern: new RegExp(`(^|[\\s'"\`(=:])/(${machineFolders})/`),
    bad: ["readFileSync('/tmp/a')", 'see /work/main', '"/home/anna/kopilka"', 'cd /root/x'],
    good: ["join(tmpdir(), 'a')", 'GET /work', 'a/work/b', "'../work/'"],
  },
  {
    name: 'no registry is named',
    reads: 'text',
    applies: () => true,
    pattern: /\bregistry\.(npm|yarn|\w+\.\w+)|\b_authToken\b/,
    bad: ['"resolved": "https://registry.npmjs.org/x"', 'registry.yarnpkg.com', 'registry.example.org'],
    good: ['the error registry', 'registry.size', 'engineRegistry.load(id)'],
  },
];
