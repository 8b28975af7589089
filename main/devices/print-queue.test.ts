import { describe, expect, it } from 'vitest';
import type { PrintResult } from '../../drivers/printer/job.ts';
import { createHandTimers } from '../../test/devices/hand-timers.ts';
import { createMemoryJobs } from '../../test/devices/memory-jobs.ts';
import { createPrintQueue } from './print-queue.ts';

const confirmed: PrintResult = { kind: 'confirmed', paperLow: false };

/** A queue over a printer that answers as told, at last `confirmed`. */
function setUp(answers: PrintResult[] = []) {
  const [jobs, timers, sent, faults] = [createMemoryJobs(), createHandTimers(), [] as string[], [] as unknown[]];
  const queue = () =>
    createPrintQueue({
      store: jobs,
      timers,
      print(bytes) {
        sent.push(Buffer.from(bytes).toString());
        return Promise.resolve(answers.shift() ?? confirmed);
      },
      onChange: () => {},
      onStoreFault: (error) => faults.push(error),
    });
  const add = (id: string) => jobs.add(id, Buffer.from(id));
  return { jobs, timers, sent, faults, queue, add };
}

describe('the print queue', () => {
  it('prints jobs one at a time, oldest first, each marked before a byte of it goes out', async () => {
    const { jobs, timers, sent, queue, add } = setUp();
    ['a', 'b', 'c'].forEach(add);
    queue().wake();
    await timers.pass(0);
    expect(sent).toEqual(['a', 'b', 'c']);
    expect(jobs.history).toEqual(['a', 'b', 'c'].flatMap((id) => [`${id} sending`, `${id} confirmed`]));
  });

  it('can be woken again after it was woken while a job was going out', async () => {
    const { jobs, timers, sent, faults, add } = setUp();
    const running = createPrintQueue({
      store: jobs,
      timers,
      print(bytes) {
        sent.push(Buffer.from(bytes).toString());
        if (sent.length === 1) running.wake();
        return Promise.resolve(confirmed);
      },
      onChange: () => {},
      onStoreFault: (error) => faults.push(error),
    });
    for (const id of ['a', 'b']) {
      add(id);
      running.wake();
      await timers.pass(1000);
    }
    expect(sent).toEqual(['a', 'b']);
  });

  it('does nothing within the call that wakes it: a sale never waits for paper', async () => {
    const { jobs, timers, sent, queue, add } = setUp();
    add('a');
    queue().wake();
    expect([sent, jobs.history]).toEqual([[], []]);
    await timers.pass(0);
    expect(sent).toEqual(['a']);
  });

  it('never sends an unknown job again by itself', async () => {
    const { jobs, timers, sent, queue, add } = setUp([{ kind: 'unknown', reason: 'connection-lost' }]);
    const running = queue();
    add('a');
    for (let round = 0; round < 5; round++) {
      running.wake();
      await timers.pass(60_000);
    }
    expect(sent).toEqual(['a']);
    expect(jobs.states()).toEqual({ a: 'unknown: connection-lost' });
  });

  it('keeps a job that could not be sent, and those behind it, in order until it is woken', async () => {
    const { jobs, timers, sent, queue, add } = setUp([{ kind: 'failed', reason: 'paper-end' }]);
    const running = queue();
    ['a', 'b'].forEach(add);
    running.wake();
    await timers.pass(60_000);
    expect(jobs.states()).toEqual({ a: 'queued: paper-end', b: 'queued' });
    running.wake();
    await timers.pass(0);
    expect(sent).toEqual(['a', 'a', 'b']);
    expect(jobs.states()).toEqual({ a: 'confirmed', b: 'confirmed' });
  });

  it('stops after a fault in mid-job, so that one dead printer does not swallow the jobs behind', async () => {
    const { jobs, timers, queue, add } = setUp([{ kind: 'unknown', reason: 'timeout' }]);
    ['a', 'b'].forEach(add);
    queue().wake();
    await timers.pass(60_000);
    expect(jobs.states()).toEqual({ a: 'unknown: timeout', b: 'queued' });
  });

  it('goes on at a printer that never tells, as that is no fault', async () => {
    const mute: PrintResult = { kind: 'unknown', reason: 'no-back-channel' };
    const { jobs, timers, queue, add } = setUp([mute, mute]);
    ['a', 'b'].forEach(add);
    queue().wake();
    await timers.pass(0);
    expect(jobs.states()).toEqual({ a: 'unknown: no-back-channel', b: 'unknown: no-back-channel' });
  });

  it('calls a job unknown that was being sent when the till went down', async () => {
    const { jobs, timers, sent, queue, add } = setUp();
    ['a', 'b'].forEach(add);
    jobs.markSending('a');
    queue().wake();
    await timers.pass(0);
    expect(sent).toEqual(['b']);
    expect(jobs.states()).toEqual({ a: 'unknown: restarted', b: 'confirmed' });
  });

  it('sees a job that is added while it prints', async () => {
    const { jobs, timers, queue, add } = setUp();
    const running = queue();
    add('a');
    running.wake();
    await timers.pass(0);
    add('b');
    running.wake();
    running.wake();
    await timers.pass(0);
    expect(jobs.states()).toEqual({ a: 'confirmed', b: 'confirmed' });
  });

  it('sends nothing that the disk would not mark, and tells', async () => {
    const { jobs, timers, sent, faults, queue, add } = setUp();
    add('a');
    const full = new Error('disk full');
    const mark = jobs.markSending;
    jobs.markSending = () => {
      throw full;
    };
    const running = queue();
    running.wake();
    await timers.pass(0);
    expect([sent, faults]).toEqual([[], [full]]);
    jobs.markSending = mark;
    running.wake();
    await timers.pass(0);
    expect(sent).toEqual(['a']);
  });

  it('takes no job after it is closed', async () => {
    const { timers, sent, queue, add } = setUp();
    const running = queue();
    add('a');
    running.wake();
    await running.close();
    await timers.pass(0);
    expect(sent).toEqual([]);
  });
});
