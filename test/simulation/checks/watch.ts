import { KopilkaError } from '../../../shared/protocol/errors.ts';
import type { Chain } from '../chain.ts';
import type { TillLife } from '../till-life.ts';
import { checkBooks } from './books.ts';
import { checkJournal } from './journal.ts';

const everyMs = 15_000;

/** Looks at a till and at the hub again and again while all goes on: what holds at the end held all along. */
export function beginWatch(chain: Chain): void {
  const { time, chance, places, hub, found, copies } = chain;
  const look = () => {
    if (hub.hub()) found.push(...checkBooks(hub.reader()));
    const { till } = chance.pick(places);
    const isCopy = copies.tills.has(till.id);
    if (!till.isLost) found.push(...checkJournal(till, isCopy));
    const latest = isCopy ? undefined : [...till.acknowledged.keys()].at(-1);
    checkView(till, latest).then(
      (faults) => found.push(...faults),
      (error: unknown) => chain.told(error),
    );
    time.after(everyMs / 2 + chance.below(everyMs), look);
  };
  time.after(everyMs, look);
}

/** 9: a sale never vanishes from the till's own view, pushed or not. */
async function checkView(life: TillLife, receipt: string | undefined): Promise<string[]> {
  const till = life.till();
  if (!till || receipt === undefined || life.acknowledged.get(receipt) === null) return [];
  try {
    await till.handle('return.find', { code: receipt });
    return [];
  } catch (error) {
    const isGone = error instanceof KopilkaError && error.code === 'return.notFound';
    return isGone ? [`${life.id} does not find receipt ${receipt} any more`] : [];
  }
}
