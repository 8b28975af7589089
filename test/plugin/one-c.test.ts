import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servePlugin } from '../../main/cli/till/plugin.ts';
import { Refusal, Sale } from '../../shared/protocol/plugin-answers.ts';
import { kopilka, terminal } from './command.ts';
import { anna, dear, openHost } from './host.ts';
import type { TestHost } from './host.ts';
import { inWindows1251, openOneC, windows1251, withByteOrderMark } from './one-c.ts';

let host: TestHost;
let ask: ReturnType<typeof openOneC>;
beforeAll(async () => {
  host = await openHost();
  ask = openOneC(host.url, host.token);
});
afterAll(async () => {
  await host.close();
  expect(host.bugs).toEqual([]);
});

const sale = { lines: [{ id: '1', ...dear, quantity: 1000 }], attributes: { Касса: 'Зал' } };
const check = (receipt: string) =>
  JSON.stringify({ receipt, sale, payments: [{ kind: 'cash', amountMinor: dear.priceMinor }] });
const basket = (text: string) => `{"lines": [{"id": "1", "sku": "${dear.sku}", ${text}}]}`;

describe('a configuration of 1C', () => {
  it('sells under its own number in Russian letters, in windows-1251, and reads the answer in any charset', async () => {
    const sold = await ask('POST', '/v1/sales', inWindows1251(check('РТУ-17')), windows1251);
    expect(sold.status).toBe(200);
    expect(sold.bytes.every((byte) => byte < 0x80)).toBe(true);
    const { lines, totals } = Sale.parse(sold.told);
    expect(lines[0]!.name.ru).toMatch(/[а-я]/);
    expect(totals.dueMinor).toBe(dear.priceMinor);
    // The same number of the same letters, whichever charset they came in.
    const again = await ask('POST', '/v1/sales', withByteOrderMark(check('РТУ-17')));
    expect(again.told).toEqual(sold.told);
    expect(again.bytes.some((byte) => byte >= 0x80)).toBe(true);
    const found = await ask('GET', `/v1/sales/${encodeURIComponent('РТУ-17')}`, undefined, windows1251);
    expect(found.bytes).toEqual(sold.bytes);
  });

  it('is told in its language what to do about a charset nobody named, or nobody knows', async () => {
    for (const type of ['application/json', 'application/json; charset=koi8-r', 'text/plain; charset="x-unheard"']) {
      const { status, told } = await ask('POST', '/v1/sales', inWindows1251(check('РТУ-18')), type);
      expect({ status, told }).toMatchObject({ status: 415, told: { code: 'plugin.charset' } });
      expect(Refusal.parse(told).message.ru).toContain('charset=windows-1251');
    }
  });

  it.each([
    ['"quantity": 1000, "priceMinor": 12,50', 'priceMinor', '12,50'],
    ['"quantity": 0,355, "priceMinor": 1250', 'quantity', '0,355'],
    ['"quantity": 1000, "priceMinor": "12,50"', 'lines[0].priceMinor', '12,50'],
    ['"quantity": 1000, "priceMinor": "1 012.50"', 'lines[0].priceMinor', '1 012.50'],
    ['"quantity": 0.355, "priceMinor": 1250', 'lines[0].quantity', '0.355'],
  ])('is told that %s is no whole number of kopecks or thousandths', async (text, path, value) => {
    const { status, told } = await ask('POST', '/v1/quote', Buffer.from(basket(text)));
    expect({ status, told }).toMatchObject({ status: 400, told: { code: 'plugin.decimal', args: { path, value } } });
    const { message } = Refusal.parse(told);
    expect(message.ru).toContain('12,50 ₽ — это 1250');
    expect(message.en).toContain('12.50 is 1250');
  });

  it('is not told so of a comma that stands elsewhere', async () => {
    for (const text of [basket('"quantity": 1,}'), '{"lines": [1,2', '{"lines": "at 10:1,5']) {
      expect((await ask('POST', '/v1/quote', Buffer.from(text))).told).toMatchObject({ code: 'request.invalid' });
    }
  });

  it('exchanges files in windows-1251 with the command, where it has no HTTP', async () => {
    const data = host.place.folder;
    const serving = await servePlugin(host.place.till, { place: '0', dataDir: data }, terminal([]), () => undefined);
    const tokenFile = join(data, '..', 'front.token');
    writeFileSync(tokenFile, host.token);
    const words = ['ask', '--data', data, '--token-file', tokenFile, '--charset'];
    const request = `{"call": "commit", "body": ${check('РТУ-19')}}`;
    const sold = await kopilka([...words, 'windows-1251'], inWindows1251(request));
    expect(sold).toMatchObject({ code: 0, err: '' });
    expect(sold.out).not.toMatch(/[^\n -~]/);
    expect(Sale.parse(JSON.parse(sold.out)).totals.dueMinor).toBe(dear.priceMinor);
    expect(await kopilka([...words, 'utf-8'], inWindows1251(request))).toMatchObject({ code: 1, out: '' });
    await serving.close();
  });

  it('asks for a member and spends points with nothing but bytes over HTTP', async () => {
    const member = { card: anna.card };
    const body = inWindows1251(JSON.stringify({ ...sale, member, redeem: [{ wallet: 'bonus', points: 'all' }] }));
    const quote = await ask('PUT', `/v1/baskets/${encodeURIComponent('Чек 20')}`, body, windows1251);
    const { totals } = quote.told as { totals: { dueMinor: number; redeemedMinor: number } };
    expect(totals.redeemedMinor).toBeGreaterThan(0);
    const payments = [{ kind: 'card', amountMinor: totals.dueMinor }];
    const commit = inWindows1251(JSON.stringify({ receipt: 'Чек 20', basket: 'Чек 20', payments }));
    const sold = await ask('POST', '/v1/sales', commit, windows1251);
    expect(sold).toMatchObject({ status: 200, told: { member: anna.id, totals } });
  });
});
