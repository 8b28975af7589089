import { compareCase } from './compare.ts';
import { anyCase } from './random-case.ts';
const engine = await import(process.env.ENGINE ? `/tmp/eng/${process.env.ENGINE}/shared/loyalty/engine-entry.ts` : '../../shared/loyalty/engine-entry.ts');
const from = Number(process.argv[2] ?? 1);
const runs = Number(process.argv[3] ?? 1000);
const kinds = new Map<string, number[]>();
let same = 0;
for (let seed = from; seed < from + runs; seed++) {
  try {
    const paths = compareCase(engine, anyCase(seed));
    if (paths.length === 0) same++;
    else {
      const key = paths[0]!.path.replace(/\d+/g, 'N');
      kinds.set(key, [...(kinds.get(key) ?? []), seed]);
    }
  } catch (error) {
    const key = String(error).slice(0, 80);
    kinds.set(key, [...(kinds.get(key) ?? []), seed]);
  }
}
console.log(same, 'same of', runs);
for (const [k, s] of [...kinds].sort((a, b) => b[1].length - a[1].length).slice(0, 12)) console.log(s.length, k, s.slice(0, 6).join(' '));
