const { compile, evaluate } = (await import(process.env.ENGINE ? `/tmp/eng/${process.env.ENGINE}/shared/loyalty/engine-entry.ts` : '../../shared/loyalty/engine-entry.ts')) as typeof import('../../shared/loyalty/engine-entry.ts');
import { saleMoney } from '../../shared/loyalty/outcome.ts';
import { anyCase } from './random-case.ts';
import type { Case } from './random-case.ts';
import { referenceSale } from './sale.ts';
import { differences } from './differences.ts';
import { shrink } from './shrink.ts';
const find = ({ programme, facts }: Case) => {
  try { return differences(saleMoney(evaluate(compile(programme), facts)), referenceSale(programme, facts)); } catch (e) { return process.argv.includes('--throw') ? [{path: String(e), engine: 0, reference: 0}] : []; }
};
for (const seed of process.argv.slice(2).filter(a => !a.startsWith('--')).map(Number)) {
  const c = anyCase(seed);
  const first = find(c)[0]?.path.replace(/\d+/g, 'N').slice(0, 60);
  const small = shrink(c, (x) => find(x)[0]?.path.replace(/\d+/g, 'N').slice(0, 60) === first);
  console.log('== seed', seed);
  const { promotions, ...rest } = small.programme;
  const w = (s: unknown) => JSON.stringify(s).replace(/"name":\{"ru":"[^"]*","en":"[^"]*"\},?/g, '').replace(/"/g, '');
  console.log('rest', w(rest));
  for (const p of promotions) console.log('  ', w(p));
  for (const { lines, ...f } of [small.facts]) { console.log('facts', w(f)); for (const l of lines) console.log('  ', w(l)); }
  for (const d of find(small).slice(0, 12)) console.log(d.path, 'engine', JSON.stringify(d.engine), 'ref', JSON.stringify(d.reference));
}
