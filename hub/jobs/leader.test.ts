import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stores } from '../../test/contract/stores.ts';
import type { Fresh } from '../../test/contract/stores.ts';
import { manualClock } from '../ports.node.ts';
import { openLeadership } from './leader.ts';

const minuteMs = 60_000;

for (const [name, open] of Object.entries(stores)) {
  describe(`leadership of jobs on ${name}`, () => {
    let fresh: Fresh;
    const clock = manualClock(0);
    const leader = (holder: string, sole = false) => openLeadership({ store: fresh.store, clock, holder, sole });
    beforeEach(async () => {
      fresh = await open();
      clock.set(0);
    });
    afterEach(() => fresh.remove());

    const note = (holder: string) => leader(holder).run((store) => store.write(async (tx) => tx.setMeta('by', holder)));

    it('is with one at a time, and stays with it while it works', async () => {
      await note('a');
      clock.set(2 * minuteMs);
      await note('a');
      clock.set(4 * minuteMs);
      expect(await note('b')).toBeNull();
      expect(await fresh.store.reader.meta('by')).toBe('a');
    });

    it('goes to another when the leader is silent, or resigns', async () => {
      await note('a');
      clock.set(4 * minuteMs);
      await note('b');
      expect(await fresh.store.reader.meta('by')).toBe('b');
      await leader('b').resign();
      await note('c');
      expect(await fresh.store.reader.meta('by')).toBe('c');
    });

    it('is one process, however many ask at once', async () => {
      const asked = await Promise.all(['a', 'b', 'c'].map((holder) => leader(holder).run(async () => holder)));
      expect(asked.filter((each) => each !== null)).toHaveLength(1);
    });

    it('fences a leader off that was away while another led, and keeps nothing of what it goes on to write', async () => {
      const stale = leader('a').run(async (store) => {
        await store.write(async (tx) => tx.setMeta('by', 'a'));
        clock.set(4 * minuteMs);
        await note('b');
        await store.write(async (tx) => tx.setMeta('by', 'a, late'));
      });
      await expect(stale).rejects.toThrow('the jobs of term 1 stop');
      expect(await fresh.store.reader.meta('by')).toBe('b');
    });

    it('is taken by a person who asks for the work, and by the only process there can be', async () => {
      await note('a');
      await leader('b').run((store) => store.write(async (tx) => tx.setMeta('by', 'b')), { anyway: true });
      expect(await fresh.store.reader.meta('by')).toBe('b');
      await leader('c', true).run((store) => store.write(async (tx) => tx.setMeta('by', 'c')));
      expect(await fresh.store.reader.meta('by')).toBe('c');
    });

    it('lasts as long as the leader goes on writing', async () => {
      await leader('a').run(async (store) => {
        for (let minute = 1; minute <= 6; minute += 1) {
          clock.set(minute * minuteMs);
          await store.write(async (tx) => tx.setMeta('by', 'a'));
        }
      });
      expect(await note('b')).toBeNull();
    });
  });
}
