import { mulDiv } from '../../../shared/money/money.ts';
import type { NamedEngine } from '../../../shared/loyalty/engine.ts';
import type { MemberFacts } from '../../../shared/loyalty/facts.ts';
import type { SaleMoney } from '../../../shared/loyalty/outcome.ts';
import type { Programme } from '../../../shared/loyalty/programme/schema.ts';
import { Draft } from './draft.ts';
import type { Past, PastReceipts } from './past.ts';
import { addReturn, addSale, discountBack, gainsOf, noSums, personOf } from './tally.ts';
import type { Gains, Person, Sums } from './tally.ts';

export type DryRun = {
  programme: { id: string; version: number };
  sales: number;
  returns: number;
  members: number;
  /** As the receipts were rung, and as they would have been. `costBp`: of what was paid. */
  was: Sums & { costBp: number | null };
  would: Sums & { costBp: number | null };
  /** Members by whether the draft leaves them more: discounts, and points at their worth. */
  gains: Gains;
  byTier: ({ tier: string | null } & Gains)[];
  bySegment: ({ segment: string } & Gains)[];
};

type Run = {
  draft: Draft;
  programme: Programme;
  was: Sums;
  would: Sums;
  people: Map<string, Person>;
  sold: Map<string, Sold>;
};
/** Of a sale that comes back: who bought it, and what it was. */
type Sold = { member: string | null; was: SaleMoney | null };

/** Rings past receipts again under a draft. Nothing is written anywhere. */
export async function dryRun(programme: Programme, engine: NamedEngine, past: PastReceipts): Promise<DryRun> {
  const draft = new Draft(programme, engine, past);
  const run: Run = { draft, programme, was: noSums(), would: noSums(), people: new Map(), sold: new Map() };
  let [sales, returns] = [0, 0];
  for await (const receipt of past.receipts()) {
    const gainMinor = receipt.kind === 'sale' ? await again(run, receipt, past) : backAgain(run, receipt);
    if (gainMinor === null) continue;
    if (receipt.kind === 'sale') sales += 1;
    else returns += 1;
  }
  const everybody = [...run.people.values()];
  const { id, version } = programme;
  return {
    programme: { id, version },
    sales,
    returns,
    members: everybody.length,
    was: withCost(run.was),
    would: withCost(run.would),
    gains: gainsOf(everybody),
    byTier: groups(everybody, ({ tier }) => [tier]).map(([tier, members]) => ({ tier, ...gainsOf(members) })),
    bySegment: groups(everybody, ({ segments }) => segments).map(([segment, members]) => ({
      segment,
      ...gainsOf(members),
    })),
  };
}

async function again(run: Run, sale: Extract<Past, { kind: 'sale' }>, past: PastReceipts): Promise<number> {
  const { facts, was } = sale;
  const money = await run.draft.sell(sale);
  const would = addSale(run.would, money, run.programme);
  const had = was ? addSale(run.was, was.money, was.programme) : 0;
  if (!was) run.was.netMinor += money.totals.grossMinor;
  const { receipt, member } = facts;
  if (past.returned.has(receipt)) run.sold.set(receipt, { member: member?.id ?? null, was: was?.money ?? null });
  if (member) gain(run, member, would - had);
  return would - had;
}

function backAgain(run: Run, back: Extract<Past, { kind: 'return' }>): number | null {
  const sold = run.sold.get(back.ofReceipt);
  const returned = run.draft.giveBack(back);
  if (!sold || !returned) return null;
  const { money, sale } = returned;
  const would = addReturn(run.would, money, run.programme, discountBack(sale, money));
  const { was } = back;
  const had = was && sold.was ? addReturn(run.was, was.money, was.programme, discountBack(sold.was, was.money)) : 0;
  if (!was) run.was.netMinor -= back.refundMinor;
  const person = sold.member === null ? undefined : run.people.get(sold.member);
  if (person) person.gainMinor += would - had;
  return would - had;
}

function gain({ people }: Run, member: MemberFacts, gainMinor: number): void {
  const person = people.get(member.id) ?? personOf(member);
  person.gainMinor += gainMinor;
  people.set(member.id, person);
}

function withCost(sums: Sums): Sums & { costBp: number | null } {
  const { costMinor, netMinor } = sums;
  return { ...sums, costBp: netMinor <= 0 ? null : mulDiv(Math.max(0, costMinor), 10_000, netMinor, 'halfUp') };
}

function groups<Key extends string | null>(
  people: readonly Person[],
  keysOf: (person: Person) => Key[],
): [Key, Person[]][] {
  const found = new Map<Key, Person[]>();
  for (const person of people) {
    for (const key of keysOf(person)) {
      const known = found.get(key);
      if (known) known.push(person);
      else found.set(key, [person]);
    }
  }
  return [...found].toSorted(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1));
}
