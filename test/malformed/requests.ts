import { sha256 } from '../../hub/identity/hash.ts';
import { openTestHub } from '../../hub/testing/hub.ts';
import type { TestHub } from '../../hub/testing/hub.ts';
import { lot, memberDoc, programme, programmeFrom, shopLines } from '../../hub/testing/shop.ts';
import { pushBody } from '../../hub/testing/till.ts';
import type { TestTill, Written } from '../../hub/testing/till.ts';
import { errors } from '../../shared/protocol/errors.ts';
import type { Chance } from '../crash/random.ts';
import { mangled, textOf } from './mangle.ts';

/** A hub that is asked what no till and no owner would ask. */
export type BadAsker = { ask(chance: Chance): Promise<'taken' | 'refused'>; close(): Promise<void> };

const at = '2026-03-01T12:01:00+03:00';
const base = 'http://hub.test';

type Call = (chance: Chance) => Promise<Response> | Response;

export async function openBadAsker(): Promise<BadAsker> {
  const told: unknown[] = [];
  const members = [memberDoc('anna', { lots: [lot('a', 900_00)] }), memberDoc('boris')];
  const test = await openTestHub(['till-1', 'till-2'], members, {
    log: (line) => line.level === 'error' && told.push(line.error),
  });
  const till = await test.till('till-1');
  const samples = await sampleRecords(till);
  await till.push();
  const calls = [...tillCalls(test, till, samples), ...ownerCalls(test)];
  return {
    async ask(chance) {
      const response = await chance.pick(calls)(chance);
      const text = await response.text();
      if (response.status >= 500 || told.length > 0) {
        throw new Error(`HTTP ${response.status}: ${text}`, { cause: told[0] });
      }
      if (response.ok) return 'taken';
      const { code } = (JSON.parse(text) as { error: { code: string } }).error;
      if (!Object.hasOwn(errors, code)) throw new Error(`no such error: ${code}`);
      if (code === 'hub.sessionEnded') await till.session();
      return 'refused';
    },
    close: () => test.close(),
  };
}

/** One of most kinds, as a till writes them. */
async function sampleRecords(till: TestTill): Promise<Written[]> {
  till.register('olga', 'card-olga', at);
  const spending = till.accept(await till.lease('anna', 10_00, at), at);
  till.sell({ member: 'anna', redeem: 10_00, spending, at });
  const sale = till.sell({ member: 'boris', lines: [{ sku: 'coffee' }, { sku: 'milk', quantity: 2000 }], at });
  till.giveBack(sale.body.receipt, [{ line: 'l1', quantity: 1000 }], at);
  till.append({ kind: 'lease.closed', lease: 'none', member: 'anna' }, at);
  till.append({ kind: 'cash.in', amountMinor: 100, reason: 'change' }, at);
  return [...till.journal];
}

/** In a session, each request proved as it is sent: what is wrong is what it says. */
function tillCalls(test: TestHub, till: TestTill, samples: readonly Written[]): Call[] {
  const { wire } = till;
  const { fetch } = test.hub.app;
  const proved = (method: string, path: string, body?: string) => fetch(wire.request(method, path, body, false));
  const lease = { requestId: 'ask', member: 'anna', wallet: 'bonus', points: 5, moment: at };
  const session = () => ({ protocol: 2, epoch: 'e', agreement: wire.newAgreement(), token: null, leases: ['l'], at });
  let head = samples.at(-1)!;

  /** Signed for, in its place of the chain, and wrong within. */
  function nextRecord(chance: Chance): Call {
    const body = mangled(chance.pick(samples).record.body, chance);
    const { epoch, seq } = head.record;
    const record = { ...head.record, epoch, seq: seq + 1, prev: head.hash, body };
    const text = JSON.stringify(record);
    head = { record, text, hash: sha256(text) };
    return () => proved('POST', '/v1/journal', JSON.stringify(pushBody(wire, [head])));
  }

  return [
    // Most of the hub's work lies behind a record that it takes.
    ...Array.from({ length: 8 }, (): Call => (chance) => nextRecord(chance)(chance)),
    (chance) => {
      const record = chance.pick(samples);
      const text = textOf(mangled(record.record, chance), chance);
      return proved('POST', '/v1/journal', JSON.stringify({ ...pushBody(wire, [record]), records: [text] }));
    },
    (chance) => proved('POST', '/v1/journal', textOf(mangled(pushBody(wire, samples.slice(0, 2)), chance), chance)),
    (chance) =>
      proved('POST', '/v1/leases', textOf(mangled({ ...lease, requestId: `${chance.below(9)}` }, chance), chance)),
    (chance) => {
      const query = mangled({ generation: test.hub.generation, position: '0', limit: '5' }, chance);
      return proved('GET', `/v1/feed?${queryOf(query)}`);
    },
    (chance) => {
      const body = textOf(mangled(session(), chance), chance);
      return fetch(wire.request('POST', '/v1/session', body, true));
    },
    (chance) => {
      const body = textOf(mangled({ code: 'AAAA', publicKey: wire.publicKey }, chance), chance);
      return fetch(new Request(`${base}/v1/enrol`, { method: 'POST', body }));
    },
    (chance) => {
      const { id, from } = mangled({ id: 'a'.repeat(64), from: '0' }, chance);
      return proved(
        'GET',
        `/v1/replica/${encodeURIComponent(textOf(id, chance))}/${encodeURIComponent(textOf(from, chance))}`,
      );
    },
    (chance) => {
      const path = chance.pick(['/v1/snapshot', '/v1/replica']);
      const request = wire.request('GET', path, undefined, false);
      const headers = mangled(Object.fromEntries(request.headers), chance);
      return fetch(new Request(request.url, { headers: plainHeaders(headers) }));
    },
    (chance) =>
      fetch(new Request(`${base}/v1/${textOf('journal', chance)}`.replaceAll(/[^\w:/.]/g, '%'), { method: 'PUT' })),
  ];
}

/** With the owner's token. */
function ownerCalls({ hub }: TestHub): Call[] {
  const headers = { authorization: `Bearer ${hub.adminToken}` };
  const post = (path: string, body: string) =>
    hub.app.fetch(new Request(base + path, { method: 'POST', body, headers }));
  const lines = shopLines(['till-1'], [memberDoc('anna')]);
  const event = { id: '1', kind: 'granted', moment: at, member: 'anna' };
  return [
    (chance) => post('/v1/admin/import', `${textOf(mangled(chance.pick(lines), chance), chance)}\n`),
    (chance) => post('/v1/admin/publish', textOf(mangled({ programme, from: programmeFrom }, chance), chance)),
    (chance) => post('/v1/admin/enrolment-codes', textOf(mangled({ till: 'till-2' }, chance), chance)),
    (chance) => post('/v1/admin/clock', textOf(mangled({ at: 'x' }, chance), chance)),
    (chance) => post('/v1/events', textOf(mangled({ ...event, id: `${chance.below(99)}` }, chance), chance)),
    (chance) => {
      const query = mangled({ from: '2026-01-01T00:00:00+03:00', until: at, programme: 'corner' }, chance);
      return hub.app.fetch(new Request(`${base}/v1/report?${queryOf(query)}`, { headers }));
    },
  ];
}

function queryOf(query: Record<string, unknown>): string {
  const words = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return words.join('&');
}

function encode(value: unknown): string {
  return encodeURIComponent((typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed());
}

/** What a header can hold at all. */
function plainHeaders(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      JSON.stringify(value ?? null).replaceAll(/[^\u0020-\u007e]/g, '?'),
    ]),
  );
}
