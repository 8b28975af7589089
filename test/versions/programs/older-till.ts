import type { Till } from '../../../main/till.ts';
import { serveParent } from '../../crash/programs/channel.ts';
import { loadMutant } from '../../simulation/mutants/loader.ts';

export type OlderTill = { till: string; dataDir: string; hubUrl: string; seed: number[]; without: string[] };

/** A till of the version before: documents of some kinds it does not know. */
let till: Till | undefined;

serveParent({
  async open({ till: id, dataDir, hubUrl, seed, without }: OlderTill): Promise<void> {
    loadMutant({
      name: 'older till',
      file: 'shared/protocol/replica.ts',
      from: 'return Object.hasOwn(feedKinds, kind);',
      to: `return Object.hasOwn(feedKinds, kind) && !${JSON.stringify(without)}.includes(kind);`,
    });
    const { openTill } = await import('../../../main/till.ts');
    const { nodePorts } = await import('../../../main/ports.node.ts');
    const { identityOf } = await import('../../../main/identity/till-key.ts');
    till = openTill({ till: id, dataDir, hubUrl }, nodePorts, {
      identity: identityOf(Uint8Array.from(seed)),
      fetch: globalThis.fetch,
      printer: null,
      devices: null,
      terminal: null,
      report: (error) => console.error(error),
    });
  },
  enrol: (ticket: { code: string; fingerprint: string }) => till!.sync!.enrol(ticket).then(() => undefined),
  sync() {
    till!.sync!.kick();
    return till!.sync!.status();
  },
  handle: ({ method, params }: { method: Parameters<Till['handle']>[0]; params: never }) =>
    till!.handle(method, params),
  close: () => till?.close(),
});
