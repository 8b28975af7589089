import { signatureTags } from '../../shared/protocol/journal.ts';
import { isSignedBy, readPublicKey } from '../identity/keys.ts';
import { raiseAlarm } from '../items/item.ts';
import type { SignedHash } from '../store/rows.ts';
import type { Store } from '../store/store.ts';

const atOnce = 100;

/**
 * Verifies what tills signed their journals with since the last time: the evidence that they wrote them, should it ever be disputed.
 * One that is not of the till's key is alarmed. Repeatable.
 */
export async function checkSignatures(store: Store): Promise<void> {
  for (;;) {
    const unchecked = await store.reader.uncheckedEpochs(atOnce);
    if (unchecked.length === 0) return;
    await store.write(async (tx) => {
      for (const { till, epoch: found } of unchecked) {
        const row = await tx.epoch(till, found.epoch);
        if (!row || row.signed.checked) continue;
        const { epoch, seq, signed } = row;
        const { hash, signature: detail } = signed;
        if (!isTrue(signed)) {
          const atMs = (await tx.till(till))?.lastAtMs ?? 0;
          await raiseAlarm(tx, { till, epoch, seq, hash, atMs, kind: 'signature', detail });
        }
        await tx.saveEpoch(till, { ...row, signed: { ...signed, checked: true } });
      }
      await tx.takePositions();
    });
  }
}

function isTrue({ hash, signature, publicKey }: SignedHash): boolean {
  return isSignedBy(readPublicKey(publicKey), signatureTags.batch + hash, signature);
}
