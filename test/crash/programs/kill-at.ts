import { appendFileSync } from 'node:fs';

/**
 * `sale.inside:3` in KOPILKA_KILL_AT ends the process without a word at the third time that point is passed. The last thing it
 * does is to note in `notes` that it was there.
 */
export function killAt(notes: string): (name: string) => void {
  const [wanted, times = '1'] = (process.env['KOPILKA_KILL_AT'] ?? '').split(':');
  let left = Number(times);
  return (name) => {
    if (name !== wanted || (left -= 1) > 0) return;
    appendFileSync(notes, `died ${name}\n`);
    process.kill(process.pid, 'SIGKILL');
    // The signal is on its way: nothing more may happen here.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
}
