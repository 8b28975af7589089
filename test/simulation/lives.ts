import { join } from 'node:path';
import { employ } from './chain.ts';
import type { Chain } from './chain.ts';
import { noteCopy, noteRestored } from './copies.ts';
import { atSome, revive, reviveHub } from './deed.ts';
import type { Deed } from './deed.ts';
import type { FaultKind } from './faults.ts';
import { peek } from './files.ts';
import { openTillLife } from './till-life.ts';
import type { TillLife } from './till-life.ts';

/** A second life of a till, or an older hub: what then is over, is over on both sides. */
export const lives: Partial<Record<FaultKind, Deed>> = {
  tillRestored: (chain) =>
    atSome(chain, ({ till, cashier }) => {
      if (!till.hasBackup()) {
        till.backUp();
        return false;
      }
      till.restore();
      noteRestored(chain.copies, till.id, till.folder(), chain.hub.folder());
      // What the lost disk had and never pushed is lost with it, and so is the promise to it.
      dropUnknown(till, receiptsAtHub(chain));
      cashier.forget();
      revive(chain, till);
      return true;
    }),
  tillCloned: (chain) =>
    atSome(chain, ({ till }) => {
      if (chain.places.some(({ till: { isTwin } }) => isTwin)) return false;
      const twin = openTillLife(till.id, till.number, join(chain.root, 'twin'), chain.network, chain.told);
      twin.adopt(till.folder());
      noteCopy(chain.copies, till.id, twin.folder());
      twin.start();
      employ(chain, twin);
      return true;
    }),
  hubRestored(chain) {
    const { hub, places, told } = chain;
    if (!hub.hub()) return false;
    if (!hub.hasBackup()) {
      hub.backUp();
      return false;
    }
    chain.copies.hub = true;
    // What it was told of since the backup it has forgotten.
    chain.copies.outdated.clear();
    void hub.restore().then(() => {
      // A till's disk that was lost since the backup was made is lost for the hub too.
      const kept = receiptsSomewhere(chain);
      for (const { till } of places) dropUnknown(till, kept);
      reviveHub(chain);
    }, told);
    return true;
  },
};

/** Forgets what the till acknowledged and nobody has. Answers how much. */
export function dropUnknown({ acknowledged }: TillLife, known: ReadonlySet<string>): number {
  const lost = [...acknowledged.keys()].filter((receipt) => !known.has(receipt));
  for (const receipt of lost) acknowledged.delete(receipt);
  return lost.length;
}

/** What a lost till had promised may have been in a copy of it alone, which is lost now too. */
export function forgetLost(chain: Chain): void {
  const kept = receiptsSomewhere(chain);
  for (const { till } of chain.places) if (till.isLost) dropUnknown(till, kept);
}

/** At the hub or at a till that is there. */
function receiptsSomewhere(chain: Chain): ReadonlySet<string> {
  const living = chain.places.filter(({ till }) => !till.isLost).map(({ till }) => receiptsOf(till));
  return new Set([receiptsAtHub(chain), ...living].flatMap((each) => [...each]));
}

export function receiptsAtHub({ hub }: Chain): ReadonlySet<string> {
  return peek(hub.folder(), 'hub.db', (db) => {
    const receipts = db.prepare<[], string>('select receipt from record where receipt is not null');
    return new Set(receipts.pluck().all());
  });
}

function receiptsOf(till: TillLife): ReadonlySet<string> {
  return peek(till.folder(), 'journal.db', (db) => {
    const receipts = db.prepare<[], string>('select receipt from records where receipt is not null');
    return new Set(receipts.pluck().all());
  });
}
