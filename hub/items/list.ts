import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { ItemsPage, ItemsQuery } from '../../shared/protocol/office.ts';
import type { Reader } from '../store/store.ts';
import { itemOf } from './item.ts';

const pageItems = 100;
const mostItems = 500;

/** Oldest first. Throws `item.unknown` where `after` is none. */
export async function listItems(reader: Reader, query: ItemsQuery): Promise<ItemsPage> {
  const { state = null, kind = null, after, limit = pageItems } = query;
  const place = after === undefined ? null : await reader.item(after);
  if (place === undefined) throw new KopilkaError('item.unknown', { item: after ?? '' });
  const most = Math.min(limit, mostItems);
  const rows = await reader.items({ state, kind, after: place, limit: most });
  return { items: rows.map(itemOf), after: rows.length < most ? null : (rows.at(-1)?.id ?? null) };
}
