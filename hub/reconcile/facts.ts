import type { Basis, FactLine, Facts, ShopFacts } from '../../shared/loyalty/facts.ts';
import type { Good, Price, Shop } from '../../shared/protocol/feed.ts';
import type { JournalRecord, ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import type { Books } from '../ledger/books.ts';
import type { Difference, RecordKey } from '../store/rows.ts';
import { knownUpTo } from '../enrol/generation.ts';
import type { Reader } from '../store/store.ts';
import { differences, same } from './compare.ts';
import { memberDifferences } from './member.ts';
import type { Revisions } from './revisions.ts';
import { returnedDifferences } from './returned.ts';
import { ruleFactsDifferences } from './rule-facts.ts';

export type FactsCheck = {
  reader: Reader;
  revisions: Revisions;
  /** The accounts of the transaction that books the record; none when it was booked before. */
  books: Books | undefined;
  key: RecordKey;
  /** The record's exact text. */
  text: string;
  /** Where the till stands, by the hub's own books. */
  shop: string;
  generation: string;
  /** The newest position of the shop's feed. */
  head: number;
  /** How far back it goes: what was before, nothing can be held against. */
  horizon: number;
  /** Written in a branch: what that life of the till had recorded before is not told apart from the other's. */
  branch: boolean;
};

/**
 * Where facts differ from the revisions they name: the shop, programme, goods, prices and member as the feed had them at the
 * replica's position. Empty when they are what the till could know.
 */
export async function factsDifferences(
  check: FactsCheck,
  record: JournalRecord,
  body: SaleBody | ReturnBody,
): Promise<Difference[]> {
  const { facts } = body;
  const own = [
    ...differences('facts.receipt', facts.receipt, body.receipt),
    ...differences('facts.till', facts.till, record.till),
    ...differences('facts.cashier', facts.cashier, record.cashier),
  ];
  const place = await replicaPlace(check, facts.basis?.replica ?? null);
  if (typeof place !== 'number') return [...own, place];
  return [...own, ...(await pastDifferences(check, body, place))];
}

/** The position of this shop's feed that facts were made at; else what is wrong with what they say of it. */
export async function replicaPlace(
  { reader, shop, generation, head, horizon }: FactsCheck,
  replica: Basis['replica'],
): Promise<number | Difference> {
  const path = 'facts.basis.replica';
  const known = replica && (await knownUpTo(reader, { generation, shop, head }, replica.generation));
  if (replica === null || known === null || replica.position > known) {
    return { path, till: replica, hub: { generation, position: head } };
  }
  return replica.position < horizon ? { path, till: replica, hub: { generation, horizon } } : replica.position;
}

async function pastDifferences(
  check: FactsCheck,
  body: SaleBody | ReturnBody,
  position: number,
): Promise<Difference[]> {
  const { facts } = body;
  const { reader, revisions, books, shop } = check;
  const found: Difference[] = [];
  found.push(...shopDifferences(facts, await revisions.at(reader, shop, 'shop', shop, position)));
  if (body.kind === 'sale') {
    found.push(...(await programmeDifferences(check, body, position)));
    found.push(...(await ruleFactsDifferences(check, body, position)));
    for (const [index, line] of body.facts.lines.entries()) {
      found.push(...(await lineDifferences(check, `facts.lines[${index}]`, line, position)));
    }
  } else found.push(...(await returnedDifferences(reader, check.key, body)));
  if (!check.branch) {
    found.push(...(await memberDifferences({ reader, books, key: check.key, shop, position, facts })));
  }
  return found;
}

function shopDifferences(facts: Pick<Facts, 'shop' | 'moment'>, doc: unknown): Difference[] {
  const said = facts.shop;
  if (!doc) return [{ path: 'facts.shop.id', till: said.id, hub: null }];
  const shop = doc as Shop;
  const { id, region, partner, lineFloorMinor, zone } = shop;
  const offsets = isCut(said.zone.offsets, zone.offsets, facts.moment) ? said.zone.offsets : zone.offsets;
  return differences('facts.shop', said, { id, region, partner, lineFloorMinor, zone: { name: zone.name, offsets } });
}

/** Facts carry the changes around the moment only: neighbours in the shop's list, the one in force among them. */
function isCut(said: ShopFacts['zone']['offsets'], all: ShopFacts['zone']['offsets'], moment: string): boolean {
  const starts = all.findIndex((offset) => same(offset, said[0]));
  if (starts < 0 || !same(said, all.slice(starts, starts + said.length))) return false;
  const at = Date.parse(moment);
  const inForce = Math.max(
    0,
    all.findLastIndex((offset) => Date.parse(offset.from) <= at),
  );
  return starts <= inForce && inForce < starts + said.length;
}

/** The programme must be one the feed had told of, and the last to begin among those that the engine can run. */
async function programmeDifferences(check: FactsCheck, body: SaleBody, position: number): Promise<Difference[]> {
  const said = body.facts.basis?.programme;
  const known = await check.revisions.programme(check.reader, said?.hash ?? '');
  if (!said || !known) return [{ path: 'facts.basis.programme', till: said ?? null, hub: null }];
  const found = differences('facts.basis.programme', said, { id: known.id, version: known.version, hash: known.hash });
  const at = Date.parse(body.facts.moment);
  let latest: { hash: string; fromMs: number } | undefined;
  for (const revision of await check.revisions.programmes(check.reader, check.shop)) {
    if (revision.position > position || revision.fromMs > at || revision.leastEngine > body.engine.semantics) continue;
    if (!latest || revision.fromMs > latest.fromMs) latest = revision;
    else if (revision.fromMs === latest.fromMs && revision.hash === said.hash) latest = revision;
  }
  return [...found, ...differences('facts.basis.programme.hash', said.hash, latest?.hash ?? null)];
}

/** What a good says of itself in facts: all of its document but what people read and scanners see. */
const goodFields = [
  'categories',
  'brand',
  'tags',
  'partner',
  'kind',
  'byWeight',
  'minPriceMinor',
  'discountable',
  'redeemable',
  'accruable',
  'ageLimit',
  'vatRateBp',
  'costMinor',
] as const satisfies (keyof Good & keyof FactLine)[];

async function lineDifferences(
  { reader, revisions, shop }: FactsCheck,
  path: string,
  line: FactLine,
  position: number,
): Promise<Difference[]> {
  const good = (await revisions.at(reader, shop, 'good', line.sku, position)) as Good | null | undefined;
  if (!good) return [{ path: `${path}.sku`, till: line.sku, hub: null }];
  const found: Difference[] = [];
  for (const field of goodFields) {
    if (!same(line[field], good[field])) found.push(...differences(`${path}.${field}`, line[field], good[field]));
  }
  // Where the shop has no price the line brought its own, and there is nothing to hold it against.
  const price = (await revisions.at(reader, shop, 'price', line.sku, position)) as Price | null | undefined;
  if (price && price.priceMinor !== line.unitPriceMinor) {
    found.push({ path: `${path}.unitPriceMinor`, till: line.unitPriceMinor, hub: price.priceMinor });
  }
  return found;
}
