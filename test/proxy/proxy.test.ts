import { expect, it } from 'vitest';
import { storm, stormFaults } from './storm.ts';

/** KOPILKA_SEED repeats a run as far as two processes can be repeated; KOPILKA_STORM is how long it lasts, in seconds. */
const seed = Number(process.env['KOPILKA_SEED'] ?? Date.now() % 1_000_000);
const seconds = Number(process.env['KOPILKA_STORM'] ?? 20);

it(
  `a till and a hub agree in the end whatever the way between them does (KOPILKA_SEED=${seed})`,
  { timeout: 120_000 + seconds * 1500 },
  async () => {
    const { proof, acknowledged, calls, faults } = await storm(seed, seconds);
    console.log(
      `seed ${seed}, ${seconds} s: ${acknowledged} receipts acknowledged, ${proof.records} records, ${calls} calls; ${[...faults].map(([kind, count]) => `${kind} ${count}`).join(', ')}`,
    );
    expect(proof.faults).toEqual([]);
    expect([...faults.keys()].toSorted()).toEqual([...stormFaults].toSorted());
  },
);
