import type { FiscalRegister } from '../../drivers/fiscal/register.ts';
import type { DeviceState } from '../devices/state.ts';
import type { Desk } from '../sale/desk.ts';
import { newUuid } from '../sale/ids.ts';
import { journalTasks } from './journal-tasks.ts';
import { createFiscalQueue } from './queue.ts';
import { openSlips } from './slips.ts';

export type FiscalStation = {
  state(): DeviceState;
  /** A task was stored, and may be paper that waits for it. Returns at once. */
  soon(): void;
  close(): Promise<void>;
};

export type FiscalStationOptions = {
  /** None: paper that waited for one is printed. */
  register: FiscalRegister | undefined;
  /** How long paper waits for its fiscal receipt. */
  waitMs: number;
  /** The register, a task or paper changed. */
  onPaper(): void;
};

/** The till's fiscal register: its tasks one by one, and the paper that waits for them. */
export function openFiscalStation(desk: Desk, { register, waitMs, onPaper }: FiscalStationOptions): FiscalStation {
  const { journal, ports, crash, report } = desk.deps;
  const slips = openSlips(desk.deps, waitMs);
  const queue =
    register &&
    createFiscalQueue({
      store: journalTasks(
        journal,
        () => desk.by(),
        () => newUuid(ports.random),
      ),
      register,
      timers: ports.timers,
      crash,
      onChange() {
        slips.release();
        onPaper();
      },
      onStoreFault: report,
    });
  slips.hold();
  return {
    state: () => queue?.state() ?? { kind: 'absent' },
    soon() {
      slips.hold();
      queue?.wake();
    },
    async close() {
      slips.close();
      await queue?.close();
    },
  };
}
