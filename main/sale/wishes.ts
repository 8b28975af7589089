import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { RecordBody } from '../../shared/protocol/journal.ts';
import type { Params, WishView } from '../../shared/protocol/page.ts';
import type { WishDoc, WishedGood } from '../../shared/protocol/wishes.ts';
import { seal, sealedHash, unsealWish } from '../identity/sealed.ts';
import type { Desk } from './desk.ts';

/** What members would have: asked for at the till, offline too, and told of when it has arrived. */

type AskedBody = Extract<RecordBody, { kind: 'wish.asked' }>;
type Asking = { id: string; member: string; good: WishedGood; quantity: number };

const onePiece = 1000;

/** For the member of the receipt. Throws `sale.none`, `sale.noMember`, `good.unknown`. */
export function askHere(desk: Desk, { good, quantity = onePiece }: Params<'sale.askWish'>): void {
  askWish(desk, { id: desk.newId(), member: memberHere(desk), good, quantity });
}

/** Of the member of the receipt. Throws `sale.none`, `sale.noMember`, `wish.unknown`. */
export function dropHere(desk: Desk, { wish }: Params<'sale.dropWish'>): void {
  dropWish(desk, memberHere(desk), wish);
}

/** A good of the catalogue, or one in words that stand sealed beside the record. Throws `good.unknown`. */
export function askWish(desk: Desk, { id, member, good, quantity }: Asking): void {
  const { replica, ports } = desk.deps;
  const sku = 'sku' in good ? good.sku : null;
  if (sku !== null && !replica.get('good', sku)) throw new KopilkaError('good.unknown', { code: sku });
  const part = 'name' in good ? seal({ name: good.name }, ports.random) : undefined;
  const sealed = part ? { sealed: sealedHash(part.text) } : {};
  desk.write({
    records: [{ kind: 'wish.asked', wish: id, member, sku, ...sealed, quantity }],
    also(tx) {
      if (part) tx.addSealed(member, part, id);
    },
  });
}

/** Throws `wish.unknown`. */
export function dropWish(desk: Desk, member: string, wish: string): void {
  if (!memberWishes(desk, member).some(({ id }) => id === wish)) throw new KopilkaError('wish.unknown', { id: wish });
  desk.write({ records: [{ kind: 'wish.dropped', wish, member }] });
}

/** What is open, oldest first: as the feed has it, and what was asked or dropped here since. */
export function memberWishes(desk: Desk, member: string): WishView[] {
  const { journal, replica, till } = desk.deps;
  const own = journal.recordsOfMember(member, replica.applied(till));
  const fed = replica.wishesOf(member).toSorted((a, b) => Date.parse(a.askedAt) - Date.parse(b.askedAt));
  const dropped = new Set(own.flatMap(({ body }) => (body.kind === 'wish.dropped' ? [body.wish] : [])));
  const views = [
    ...fed.map((wish) => fedView(desk, wish)),
    ...own.flatMap(({ body }) => (body.kind === 'wish.asked' ? [askedView(desk, body)] : [])),
  ];
  return views.flatMap((view) => (view && !dropped.has(view.id) ? [view] : []));
}

/** Whether it was ever asked here. */
export function wasAsked({ deps }: Desk, member: string, wish: string): boolean {
  return deps.journal
    .recordsOfMember(member, null)
    .some(({ body }) => body.kind === 'wish.asked' && body.wish === wish);
}

function memberHere(desk: Desk): string {
  desk.maySell();
  const { member } = desk.open().sale;
  if (!member) throw new KopilkaError('sale.noMember');
  return member.id;
}

function fedView(desk: Desk, { id, sku, text, key, quantity, boughtQuantity, state }: WishDoc): WishView | null {
  const words = text !== undefined && key !== undefined ? unsealWish({ text, key }) : null;
  return viewOf(desk, { id, sku, words, quantity: quantity - boughtQuantity, state });
}

function askedView(desk: Desk, { wish: id, sku, sealed, quantity }: AskedBody): WishView | null {
  const part = sealed === undefined ? undefined : desk.deps.journal.sealedByHash(sealed);
  return viewOf(desk, { id, sku, words: part ? unsealWish(part) : null, quantity, state: 'asked' });
}

type Known = Omit<WishView, 'name'> & { words: string | null };

/** Null: nobody can tell any more what it was. */
function viewOf({ deps }: Desk, { words, sku, ...wish }: Known): WishView | null {
  if (words !== null) return { ...wish, sku, name: { ru: words, en: words } };
  return sku === null ? null : { ...wish, sku, name: deps.replica.get('good', sku)?.name ?? { ru: sku, en: sku } };
}
