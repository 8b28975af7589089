import type { TestHost } from './host.ts';
import { tea, yana } from './recorded-shop.ts';

/** One call as it went over the wire, and what was answered; what differs from run to run has names in its place. */
export type Exchange = { method: string; path: string; body?: unknown; status: number; answer: unknown };
export type Asked = Pick<Exchange, 'method' | 'path' | 'body'>;

/** Asks in this order and writes down what is answered. */
export async function record(host: TestHost, calls: readonly Asked[]): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  for (const { method, path, body } of calls) {
    const response = await fetch(new URL(path, host.url), {
      method,
      headers: { authorization: `Bearer ${host.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = named(await response.json());
    exchanges.push({ method, path, ...(body === undefined ? {} : { body }), status: response.status, answer });
  }
  return exchanges;
}

const moment = /\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)/g;
/** For people: they may be worded anew. */
const forPeople: Record<string, unknown> = {
  message: { ru: '<words>', en: '<words>' },
  text: { ru: '<words>', en: '<words>' },
  problem: '<words>',
  bonusLines: ['<words>'],
  ageMs: 0,
};

/** Ids of receipts and moments are others each time. */
function named(answer: unknown): unknown {
  const text = JSON.stringify(answer, (key: string, value: unknown) => forPeople[key] ?? value);
  return JSON.parse(text.replaceAll(moment, '<moment>').replaceAll(/"[\da-f]{24}"/g, '"<id>"'));
}

/** Where an answer of now is not what was recorded: what was added is nobody's trouble, what is gone or changed is. */
export function changes(recorded: unknown, now: unknown, path = ''): string[] {
  if (Array.isArray(recorded) && Array.isArray(now) && recorded.length === now.length) {
    return recorded.flatMap((each, index) => changes(each, now[index], `${path}[${index}]`));
  }
  if (isObject(recorded) && isObject(now)) {
    return Object.entries(recorded).flatMap(([key, value]) =>
      Object.hasOwn(now, key) ? changes(value, now[key], `${path}.${key}`) : [`${path}.${key} is gone`],
    );
  }
  if (JSON.stringify(recorded) === JSON.stringify(now)) return [];
  return [`${path} was ${JSON.stringify(recorded)} and is ${JSON.stringify(now)}`];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const who = { card: yana.card };
const line = { id: 'a', sku: tea.sku, quantity: 2000, priceMinor: tea.priceMinor };
const sale = { lines: [line], member: who };
const paid = [{ kind: 'cash', amountMinor: 2 * tea.priceMinor }];
const basket = { ...sale, redeem: [{ wallet: 'bonus', points: 50_00 }], channel: 'web', attributes: { desk: '1' } };

/** A day of a host that asks everything, in order. */
export const everyCall: Asked[] = [
  { method: 'GET', path: '/v1/status' },
  { method: 'POST', path: '/v1/identify', body: who },
  { method: 'POST', path: '/v1/identify', body: { card: '1' } },
  { method: 'POST', path: '/v1/members', body: { card: '770000009002' } },
  { method: 'POST', path: '/v1/members', body: { card: '770000009002' } },
  { method: 'POST', path: '/v1/members', body: { card: '770000009003', person: { name: 'Зоя', consent: false } } },
  { method: 'POST', path: '/v1/quote', body: sale },
  { method: 'POST', path: '/v1/quote', body: { ...sale, gifts: ['nothing'] } },
  { method: 'POST', path: '/v1/quote', body: { lines: [{ ...line, sku: 'nothing' }] } },
  { method: 'POST', path: '/v1/quote', body: { lines: [{ ...line, quantity: 1 }] } },
  { method: 'POST', path: '/v1/quote', body: { lines: [{ ...line, priceMinor: '12,50' }] } },
  { method: 'POST', path: '/v1/quote', body: { lines: [line], unheardOf: 1 } },
  { method: 'PUT', path: '/v1/baskets/b', body: basket },
  { method: 'GET', path: '/v1/baskets/b' },
  { method: 'POST', path: '/v1/sales', body: { receipt: 'r1', basket: 'b', payments: [] } },
  {
    method: 'POST',
    path: '/v1/sales',
    body: { receipt: 'r1', basket: 'b', payments: [{ kind: 'card', amountMinor: 2 * tea.priceMinor - 50_00 }] },
  },
  { method: 'GET', path: '/v1/sales/r1' },
  { method: 'POST', path: '/v1/sales', body: { receipt: 'r1', sale, payments: paid } },
  { method: 'PUT', path: '/v1/baskets/c', body: sale },
  { method: 'DELETE', path: '/v1/baskets/c' },
  { method: 'DELETE', path: '/v1/baskets/c' },
  {
    method: 'POST',
    path: '/v1/sales',
    body: {
      receipt: 'r2',
      sale: { ...sale, gifts: [yana.gift] },
      payments: [{ kind: 'cash', amountMinor: tea.priceMinor }],
      columns: 40,
    },
  },
  { method: 'POST', path: '/v1/sales', body: { receipt: 'r3', sale: { lines: [] }, payments: [] } },
  { method: 'GET', path: '/v1/sales/r4' },
  { method: 'POST', path: '/v1/returns/quote', body: { of: 'r1', lines: [{ line: 'a', quantity: 1000 }] } },
  { method: 'POST', path: '/v1/returns', body: { receipt: 'x1', of: 'r1', lines: [{ line: 'a', quantity: 1000 }] } },
  { method: 'POST', path: '/v1/returns', body: { receipt: 'x2', of: 'r1', lines: [{ line: 'a', quantity: 2000 }] } },
  { method: 'GET', path: '/v1/returns/x1' },
  { method: 'POST', path: '/v1/history', body: { member: who } },
  { method: 'GET', path: '/v1/nothing' },
];
