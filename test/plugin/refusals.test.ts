import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../client/client.ts';
import { Refusal } from '../../shared/protocol/plugin-answers.ts';
import { pluginCalls } from '../../shared/protocol/plugin-api.ts';
import { removeToken } from '../../main/plugin/tokens.ts';
import { anna, dear, openHost } from './host.ts';
import type { TestHost } from './host.ts';

let host: TestHost;
beforeAll(async () => {
  host = await openHost();
});
afterAll(async () => {
  await host.close();
  expect(host.bugs).toEqual([]);
});

type Sent = { method?: string; headers?: Record<string, string>; body?: string | Buffer };

/** Over a bare socket: fetch would not let a page's headers through. */
function send(path: string, { method = 'POST', headers = {}, body = '' }: Sent = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; told: unknown }>((resolve, reject) => {
    const sent = request(new URL(path, host.url), {
      method,
      headers: { authorization: `Bearer ${host.token}`, ...headers },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const told: unknown = JSON.parse(Buffer.concat(chunks).toString());
        resolve({ status: response.statusCode ?? 0, headers: response.headers, told });
      });
    });
    sent.end(body);
  });
}

async function expectRefused(path: string, sent: Sent, status: number, code: string) {
  const answer = await send(path, sent);
  expect(answer).toMatchObject({ status, told: { code } });
  const { message } = Refusal.parse(answer.told);
  expect(message.ru).toMatch(/[а-я]/);
  expect(message.en).not.toMatch(/[{}а-я]/);
  expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
}

const line = { id: 'a', ...dear, quantity: 1000 };
const sale = { lines: [line] };
const json = (value: unknown) => ({ body: JSON.stringify(value) });
const cash = (amountMinor: number) => [{ kind: 'cash' as const, amountMinor }];

describe('the plugin API refuses, with a code, what to do and its own status,', () => {
  it('whoever has no token, a wrong one, or one that was taken back', async () => {
    await expectRefused('/v1/quote', { headers: { authorization: '' }, ...json(sale) }, 401, 'plugin.token');
    await expectRefused('/v1/quote', { headers: { authorization: 'Bearer abc' }, ...json(sale) }, 401, 'plugin.token');
    await expectRefused('/v1/events', { method: 'GET', headers: { authorization: '' } }, 401, 'plugin.token');
    const other = await openHost();
    await expect(connect({ url: host.url, token: other.token }).status()).rejects.toMatchObject({ status: 401 });
    await other.client().status();
    removeToken(other.place.folder, 'front');
    await expect(other.client().status()).rejects.toMatchObject({ code: 'plugin.token' });
    await other.close();
  }, 30_000);

  it('another name that leads here, and a page of any origin', async () => {
    const rebound = { host: 'shop.example:7171' };
    await expectRefused('/v1/quote', { headers: rebound, ...json(sale) }, 421, 'plugin.address');
    await expectRefused('/v1/openapi.json', { method: 'GET', headers: rebound }, 421, 'plugin.address');
    await expectRefused('/v1/quote', { headers: { origin: host.url }, ...json(sale) }, 403, 'plugin.foreign');
    await expectRefused('/v1/quote', { method: 'OPTIONS', headers: { origin: 'null' } }, 403, 'plugin.foreign');
  });

  it('what is too long, whether it says so or not', async () => {
    const body = Buffer.alloc(1024 * 1024 + 1, ' ');
    await expectRefused('/v1/quote', { body }, 413, 'plugin.bodyTooLarge');
    await expectRefused('/v1/quote', { body, headers: { 'transfer-encoding': 'chunked' } }, 413, 'plugin.bodyTooLarge');
  });

  it('what is no JSON, or not of the form, with the place of the fault', async () => {
    const invalid: [string | Buffer, string][] = [
      ['{', ''],
      [JSON.stringify({ lines: [{ ...line, quantity: '1000' }] }), 'lines[0].quantity'],
      [JSON.stringify({ lines: [line, line] }), 'lines'],
      [JSON.stringify({ lines: [{ ...line, id: 'gift:mine' }] }), 'lines[0].id'],
      [JSON.stringify({ ...sale, unheardOf: 1 }), 'unheardOf'],
    ];
    for (const [body, path] of invalid) {
      const { status, told } = await send('/v1/quote', { body });
      expect({ status, told }).toMatchObject({ status: 400, told: { code: 'request.invalid', args: { path } } });
    }
    const fault = await send('/v1/quote', json({ lines: [{ ...line, quantity: '1000' }] }));
    const { message } = Refusal.parse(fault.told);
    expect(message.ru).not.toContain((fault.told as { args: { problem: string } }).args.problem);
    await expectRefused('/v1/nothing', { method: 'GET' }, 404, 'plugin.noSuchCall');
    await expectRefused('/v1/quote', { method: 'GET' }, 404, 'plugin.noSuchCall');
  });

  it('what is out of order: a basket never opened, committed or cancelled, a sale nobody knows', async () => {
    const client = host.client();
    const unknown = { code: 'plugin.basketUnknown', status: 404 };
    await expect(client.commit({ receipt: 'o1', basket: 'never', payments: [] })).rejects.toMatchObject(unknown);
    const { totals } = await client.putBasket('o', sale);
    const payments = cash(totals.dueMinor);
    await client.commit({ receipt: 'o2', basket: 'o', payments });
    await expect(client.commit({ receipt: 'o3', basket: 'o', payments })).rejects.toMatchObject(unknown);
    await expect(client.cancelBasket('o')).rejects.toMatchObject(unknown);
    await client.putBasket('o', sale);
    await client.cancelBasket('o');
    await expect(client.commit({ receipt: 'o4', basket: 'o', payments })).rejects.toMatchObject(unknown);
    await expect(client.findSale('o3')).rejects.toMatchObject({ code: 'plugin.receiptUnknown', status: 404 });
    const back = { of: 'o2', lines: [{ line: 'a', quantity: 2000 }] };
    await expect(client.return({ receipt: 'o5', ...back })).rejects.toMatchObject({ code: 'return.moreThanSold' });
    await expect(client.quoteReturn({ ...back, lines: [{ line: 'z', quantity: 1 }] })).rejects.toMatchObject({
      code: 'return.unknownLine',
      status: 422,
    });
    await expect(client.return({ receipt: 'o6', ...back, of: '999999' })).rejects.toMatchObject({
      code: 'return.notFound',
    });
  });

  it('a receipt booked with other content, and one that is not paid exactly', async () => {
    const client = host.client();
    const due = (await client.quote(sale)).totals.dueMinor;
    const wrong = { receipt: 't1', sale, payments: cash(due - 1) };
    await expect(client.commit(wrong)).rejects.toMatchObject({ code: 'plugin.total', status: 409 });
    await client.commit({ ...wrong, payments: cash(due) });
    await expect(client.commit(wrong)).rejects.toMatchObject({ code: 'plugin.receiptTaken', status: 409 });
  });

  it('goods, members and gifts it does not know', async () => {
    const client = host.client();
    const unknown = { lines: [{ ...line, sku: 'nothing' }] };
    await expect(client.quote(unknown)).rejects.toMatchObject({ code: 'good.unknown', status: 422 });
    await expect(client.putBasket('u', unknown)).rejects.toMatchObject({ code: 'good.unknown' });
    await expect(client.getBasket('u')).rejects.toMatchObject({ code: 'plugin.basketUnknown' });
    await expect(client.identify({ card: '1' })).rejects.toMatchObject({ code: 'member.unknown', status: 404 });
    await expect(client.quote({ ...sale, member: { card: anna.card }, gifts: ['x'] })).rejects.toMatchObject({
      code: 'gift.unknown',
      status: 422,
    });
  });

  it('two that commit one receipt at once, but one: both hear the same', async () => {
    const { totals } = await host.client().quote(sale);
    const commit = { receipt: 'twice', sale, payments: cash(totals.dueMinor) };
    const [first, second] = await Promise.all([host.client().commit(commit), host.client().commit(commit)]);
    expect(second).toEqual(first);
  });
});

it('the stream of events tells how the till stands, and again when that changed', async () => {
  const stop = new AbortController();
  const response = await fetch(new URL('/v1/events', host.url), {
    headers: { authorization: `Bearer ${host.token}` },
    signal: stop.signal,
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const states: unknown[] = [];
  const text = new TextDecoder();
  await host.place.settled();
  const cutting = host.place.cut();
  for await (const chunk of response.body!) {
    for (const [, data] of text.decode(chunk).matchAll(/^data: (.*)$/gm)) {
      states.push(pluginCalls.status.answer.parse(JSON.parse(data!)).hub.state);
    }
    if (states.at(-1) === 'offline') break;
  }
  await cutting;
  stop.abort();
  expect(states[0]).toBe('online');
}, 30_000);
