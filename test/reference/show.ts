import { compareCase } from './compare.ts';
import { anyCase } from './random-case.ts';
import type { Case } from './random-case.ts';
import { shrink } from './shrink.ts';
const engine = await import(process.env.ENGINE ? `/tmp/eng/${process.env.ENGINE}/shared/loyalty/engine-entry.ts` : '../../shared/loyalty/engine-entry.ts');
const find = (c: Case) => {
  try { return compareCase(engine, c); } catch (e) { return process.argv.includes('--throw') ? [{path: String(e), engine: 0, reference: 0}] : []; }
};
for (const seed of process.argv.slice(2).filter(a => !a.startsWith('--')).map(Number)) {
  const c = anyCase(seed);
  const first = find(c)[0]?.path.replace(/\d+/g, 'N').slice(0, 60);
  const small = shrink(c, (x) => find(x)[0]?.path.replace(/\d+/g, 'N').slice(0, 60) === first);
  console.log('== seed', seed);
  const { promotions, ...rest } = small.programme;
  const w = (s: unknown) => String(JSON.stringify(s)).replace(/"name":\{"ru":"[^"]*","en":"[^"]*"\},?/g, '').replace(/"/g, '');
  console.log('rest', w(rest));
  for (const p of promotions) console.log('  ', w(p));
  console.log('returns', w(small.returns));
  for (const { lines, ...f } of [small.facts]) { console.log('facts', w(f)); for (const l of lines) console.log('  ', w(l)); }
  for (const d of find(small).slice(0, 12)) console.log(d.path, 'engine', JSON.stringify(d.engine), 'ref', JSON.stringify(d.reference));
}
