import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benches } from './benches.ts';
import { drawCurves, drawGrowth } from './curves.ts';

/**
 * npm run bench [-- --json] [-- --only quote]: every figure beside its peer, measured in the same run.
 * npm run bench -- --curves: how a quote grows, drawn anew in docs/bench; --growth: what must not grow with a shop.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    only: { type: 'string' },
    curves: { type: 'boolean' },
    growth: { type: 'boolean' },
  },
});

const peers = fileURLToPath(new URL('./peers', import.meta.url));
const { dependencies } = JSON.parse(readFileSync(`${peers}/package.json`, 'utf8')) as { dependencies: object };
if (!Object.keys(dependencies).every((name) => existsSync(`${peers}/node_modules/${name}`))) {
  console.error('Installing the peers to measure against (once) ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--ignore-scripts', '--silent'], { cwd: peers, stdio: 'inherit' });
  if (status !== 0) {
    console.error('The peers could not be installed: check the network and run npm ci in test/bench/peers.');
    process.exit(1);
  }
}

if (values.curves || values.growth) {
  const folder = fileURLToPath(new URL('../../docs/bench', import.meta.url));
  await (values.curves ? drawCurves : drawGrowth)(folder, (told) => console.error(told));
  process.exit();
}

for (const bench of benches) {
  if (values.only && bench.name !== values.only) continue;
  for (const row of await bench.run()) {
    if (values.json) console.log(JSON.stringify(row));
    else {
      const { name, value, unit, peer, peerValue, timesBetter, atLeast } = row;
      const verdict = timesBetter >= atLeast ? 'reached' : 'missed';
      console.log(
        `${name}: ${value} ${unit}, ${peer} ${peerValue} ${unit}: ${timesBetter} times better (goal ${atLeast}, ${verdict})`,
      );
    }
  }
}
