import { gunzipSync } from 'node:zlib';
import { newestEngine } from '../../engines/index.ts';
import { memberFacts } from '../../shared/loyalty/account.ts';
import type { Account } from '../../shared/loyalty/account.ts';
import type { Facts, RightsFacts, Spending } from '../../shared/loyalty/facts.ts';
import { applyEvent } from '../../shared/loyalty/fold.ts';
import { countedPromotions, goodsOfSale } from '../../shared/loyalty/named.ts';
import { dueMinor, returnMoney, saleMoney } from '../../shared/loyalty/outcome.ts';
import { canonicalJson } from '../../shared/protocol/canonical.ts';
import { moneyDigest } from '../../shared/protocol/digest.ts';
import { eventsOfRecord, isWholeReturn, memberOfRecord, registeredAccount } from '../../shared/protocol/events.ts';
import type { FeedDocs, FeedDocument, FeedKind } from '../../shared/protocol/feed.ts';
import type {
  FeedReply,
  LeaseReply,
  LeaseRequest,
  ReturnRequest,
  PushReply,
  SessionOffer,
  SessionReply,
} from '../../shared/protocol/hub.ts';
import { giftGood } from '../../shared/protocol/gift-good.ts';
import type { SealedPart } from '../../shared/protocol/person.ts';
import { firstPrev, signatureTags } from '../../shared/protocol/journal.ts';
import type { JournalRecord, RecordBody, ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import { addUsage, usageFacts } from '../../shared/protocol/usage.ts';
import type { UsageSums } from '../../shared/protocol/usage.ts';
import { sha256 } from '../identity/hash.ts';
import { answer, openWire } from './wire.ts';
import type { Send } from './wire.ts';

export type Written = { record: JournalRecord; text: string; hash: string };
export type SaleWish = {
  lines?: { sku: string; quantity?: number; overrideMinor?: number }[];
  member?: string;
  redeem?: number;
  gifts?: string[];
  codes?: string[];
  at: string;
  spending?: Spending;
  rights?: RightsFacts;
  /** Changes the facts before they are computed. */
  facts?: (facts: Facts) => void;
};

type Span = { epoch: string; from: number; to: number };

export type TestTill = ReturnType<typeof openTestTill>;

/**
 * A till for the hub's tests: keeps a chain in memory, makes sales with the released engine and real facts, speaks the protocol. What
 * it writes is right unless a test alters it.
 */
export function openTestTill(till: string, send: Send) {
  const wire = openWire(send, till);
  const engine = newestEngine();
  const documents = new Map<string, Record<string, unknown>>();
  const journal: Written[] = [];
  let checkpoint: { generation: string; position: number } | null = null;
  let token: string | null = null;
  let epoch = `${till}-epoch-1`;
  let ids = 0;
  const accepted = new Map<string, Extract<LeaseReply, { kind: 'granted' }>>();
  const newId = (what: string) => `${till}-${what}-${(ids += 1)}`;

  const doc = <K extends FeedKind>(kind: K, id: string) => documents.get(`${kind} ${id}`) as FeedDocs[K] | undefined;

  function append(body: RecordBody, at: string, chain = journal): Written {
    const last = chain.at(-1);
    const seq = last?.record.epoch === epoch ? last.record.seq + 1 : 1;
    const prev = last?.hash ?? firstPrev;
    const written = sealed({ v: 1, till, epoch, seq, prev, at, shift: null, cashier: 'olga', body });
    chain.push(written);
    return written;
  }

  function programmeAt(moment: string): FeedDocs['programme'] {
    const known = [...documents].flatMap(([key, found]) =>
      key.startsWith('programme ') ? [found as FeedDocs['programme']] : [],
    );
    const begun = known.filter(({ from }) => Date.parse(from) <= Date.parse(moment));
    const last = begun.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from)).at(-1);
    if (!last) throw new Error('no programme yet');
    return last;
  }

  function beyondApplied(): Written[] {
    const applied = doc('applied', till);
    const reached = journal.findLastIndex(({ record }) => record.epoch === applied?.epoch && record.seq <= applied.seq);
    return journal.slice(reached + 1);
  }

  /** Goods that rules may add, and how far promotions are used up. */
  function ruleFacts(moment: string): { facts: Pick<Facts, 'goods' | 'promotions'>; own: Span[] } {
    const { programme } = programmeAt(moment);
    const goods = goodsOfSale(programme).map((sku) => giftGood(doc('good', sku)!, doc('price', sku)!.priceMinor));
    const counted = countedPromotions(programme);
    const own: UsageSums = new Map();
    for (const { record } of beyondApplied()) addUsage(own, record.body);
    const promotions = usageFacts(counted, (id) => doc('usage', id), own);
    return {
      facts: { ...(goods.length > 0 ? { goods } : {}), ...(promotions.length > 0 ? { promotions } : {}) },
      own: counted.length > 0 ? spansOf(beyondApplied()) : [],
    };
  }

  function snapshot(member: string): { account: Account; own: Span[] } {
    const beyond = beyondApplied();
    let account = doc('member', member)?.account;
    for (const { record } of beyond) {
      if (memberOfRecord(record) !== member) continue;
      const { body } = record;
      if (body.kind === 'member.registered') account ??= registeredAccount(body);
      const wholeReturn =
        body.kind === 'return' && isWholeReturn(saleBody(body.ofReceipt).money.lines, body.returned, body.lines);
      const event = eventsOfRecord(record, { wholeReturn })?.event;
      if (account && event) account = applyEvent(account, event).account;
    }
    if (!account) throw new Error(`${till} does not know ${member}`);
    return { account, own: spansOf(beyond) };
  }

  function saleBody(receipt: string): SaleBody {
    const body = journal
      .map(({ record }) => record.body)
      .find((each) => each.kind === 'sale' && each.receipt === receipt);
    if (body?.kind !== 'sale') throw new Error(`no sale ${receipt}`);
    return body;
  }

  function basis(own: Span[], moment: string): NonNullable<Facts['basis']> {
    const { hash, programme } = programmeAt(moment);
    return { programme: { id: programme.id, version: programme.version, hash }, replica: checkpoint, own };
  }

  function shopFacts(): Facts['shop'] {
    const { name: _, address: __, taxId: ___, currency: ____, ...said } = doc('shop', doc('till', till)!.shop)!;
    return said;
  }

  function facts(wish: SaleWish, receipt: string): Facts {
    const { member, lines = [{ sku: 'milk' }] } = wish;
    const known = member === undefined ? null : snapshot(member);
    const rules = ruleFacts(wish.at);
    const said: Facts = {
      receipt,
      moment: wish.at,
      lines: lines.map(({ sku, quantity = 1000, overrideMinor }, index) => {
        const { name: _, barcodes: __, ...good } = doc('good', sku)!;
        const unitPriceMinor = doc('price', sku)!.priceMinor;
        const override = overrideMinor === undefined ? {} : { priceOverrideMinor: overrideMinor };
        return { ...good, id: `l${index + 1}`, quantity, unitPriceMinor, ...override };
      }),
      ...(wish.gifts ? { gifts: wish.gifts } : {}),
      ...(wish.redeem === undefined ? {} : { redeem: [{ wallet: 'bonus', points: wish.redeem }] }),
      ...(wish.spending ? { spending: wish.spending } : {}),
      ...(wish.rights ? { rights: wish.rights } : {}),
      ...(wish.codes ? { codes: wish.codes } : {}),
      ...rules.facts,
      shop: shopFacts(),
      channel: 'shop',
      till,
      cashier: 'olga',
      member: known ? memberFacts(known.account, 'card') : null,
      basis: basis(known?.own ?? rules.own, wish.at),
    };
    wish.facts?.(said);
    return said;
  }

  function sell(wish: SaleWish): Written & { body: SaleBody } {
    const receipt = newId('receipt');
    const said = facts(wish, receipt);
    const money = saleMoney(engine.evaluate(engine.compile(programmeAt(wish.at).programme), said));
    const due = dueMinor(money.totals);
    const body: SaleBody = {
      kind: 'sale',
      receipt,
      number: ids,
      engine: engine.name,
      facts: said,
      money,
      digest: moneyDigest(money, sha256),
      payments:
        due > 0 ? [{ id: `${receipt}-p`, kind: 'cash', amountMinor: due, tenderedMinor: due, changeMinor: 0 }] : [],
      leasesClosed: [
        ...(wish.spending?.level === 'lease' ? wish.spending.leases.map(({ lease }) => lease) : []),
        ...new Set(wish.rights?.held.map(({ lease }) => lease)),
      ],
    };
    return { ...append(body, wish.at), body };
  }

  function giveBack(ofReceipt: string, lines: ReturnBody['lines'], at: string): Written {
    const sale = saleBody(ofReceipt);
    const returned = journal.flatMap(({ record: { body } }) =>
      body.kind === 'return' && body.ofReceipt === ofReceipt ? body.lines : [],
    );
    const known = sale.facts.member && snapshot(sale.facts.member.id);
    const receipt = newId('return');
    const said: ReturnBody['facts'] = {
      receipt,
      moment: at,
      shop: shopFacts(),
      till,
      cashier: 'olga',
      member: known ? memberFacts(known.account, 'card') : null,
      basis: basis(known?.own ?? [], at),
    };
    const compiled = engine.compile(programmeAt(at).programme);
    const input = { sale: { facts: sale.facts, outcome: sale.money }, returned, lines, facts: said };
    const money = returnMoney(engine.reverse(compiled, input));
    const due = dueMinor(money.totals);
    return append(
      {
        kind: 'return',
        receipt,
        number: ids,
        ofReceipt,
        engine: engine.name,
        facts: said,
        returned,
        lines,
        money,
        digest: moneyDigest(money, sha256),
        payments: due > 0 ? [{ id: `${receipt}-p`, kind: 'cash', amountMinor: due }] : [],
      },
      at,
    );
  }

  function take(changed: readonly FeedDocument[]): void {
    for (const { kind, id, doc: content } of changed) {
      if (content === null) documents.delete(`${kind} ${id}`);
      else documents.set(`${kind} ${id}`, content);
    }
  }

  async function pull(limit = 500): Promise<FeedReply[]> {
    const pages: FeedReply[] = [];
    for (;;) {
      const { generation, position } = checkpoint!;
      const query = `generation=${generation}&position=${position}&limit=${limit}`;
      const page = await answer<FeedReply>(await wire.get(`/v1/feed?${query}`));
      pages.push(page);
      if (page.resnapshot) throw new Error('resnapshot');
      for (const change of page.changes) take(change.documents);
      checkpoint = { generation: page.generation, position: page.position };
      if (page.position === page.head) return pages;
    }
  }

  async function ask(request: LeaseRequest | ReturnRequest): Promise<LeaseReply> {
    return answer<LeaseReply>(await wire.post('/v1/leases', request));
  }

  return {
    wire,
    documents,
    journal,
    doc,
    append,
    sell,
    giveBack,
    facts,
    pull,
    get checkpoint() {
      return checkpoint;
    },
    set checkpoint(value) {
      checkpoint = value;
    },
    set epoch(value: string) {
      epoch = value;
    },
    account: (member: string) => snapshot(member).account,

    async enrol(code: string): Promise<void> {
      const { generation } = await answer<{ generation: string }>(
        await wire.plain('/v1/enrol', { code, publicKey: wire.publicKey }),
      );
      checkpoint = { generation, position: 0 };
      append({ kind: 'epoch.started', parent: null, reason: 'enrolled' }, '2026-03-01T08:00:00+03:00');
    },

    async session(at?: string, protocol = 2): Promise<SessionOffer> {
      const agreement = wire.newAgreement();
      const leases = [...accepted.keys()];
      const request = { protocol, epoch, agreement, token, leases, ...(at === undefined ? {} : { at }) };
      const reply = await answer<SessionReply>(await wire.post('/v1/session', request, true));
      wire.begin(reply);
      token = reply.offer.token;
      return reply.offer;
    },

    /** Pushes records behind a hole that the till itself can't fill any more. */
    async pushAfterHole(records: readonly Written[]): Promise<PushReply> {
      return answer<PushReply>(await wire.post('/v1/journal', { ...pushBody(wire, records), afterHole: true }));
    },

    /** Pushes `records`, all of the journal by default, in batches; sealed parts beside each. */
    async push(
      records: readonly Written[] = journal,
      batch = 100,
      parts: readonly SealedPart[] = [],
    ): Promise<PushReply> {
      let reply: PushReply | undefined;
      for (let from = 0; from < records.length; from += batch) {
        const texts = records.slice(from, from + batch);
        const body = { ...pushBody(wire, texts), ...(parts.length > 0 ? { sealed: parts } : {}) };
        reply = await answer<PushReply>(await wire.post('/v1/journal', body));
      }
      return reply!;
    },

    async snapshot(): Promise<{ lines: string[] }> {
      const response = await wire.get('/v1/snapshot');
      const text = gunzipSync(Buffer.from(await response.arrayBuffer())).toString('utf8');
      return { lines: text.split('\n').filter(Boolean) };
    },

    async lease(member: string, points: number, moment: string): Promise<LeaseReply> {
      return ask({ requestId: newId('ask'), member, wallet: 'bonus', points, moment });
    },

    /** The right to take back what is left of a receipt. */
    returnRight(receipt: string, requestId = newId('ask')): Promise<LeaseReply> {
      return ask({ requestId, receipt });
    },

    accept(reply: LeaseReply, at: string): Spending {
      if (reply.kind !== 'granted') throw new Error(`refused: ${reply.reason}`);
      const { grant, signature } = reply;
      append({ kind: 'lease.accepted', grant, signature }, at);
      return { level: 'lease', leases: [{ lease: grant.lease.id, lots: grant.lease.lots }] };
    },

    askRights(member: string, rights: string[], moment: string): Promise<LeaseReply> {
      return ask({ requestId: newId('ask'), member, rights, moment });
    },

    /** Asks for rights and takes what it gets into the journal. */
    async hold(member: string, rights: string[], at: string): Promise<RightsFacts> {
      const reply = await ask({ requestId: newId('ask'), member, rights, moment: at });
      if (reply.kind !== 'granted') throw new Error(`refused: ${reply.reason}`);
      const { grant, signature } = reply;
      append({ kind: 'lease.accepted', grant, signature }, at);
      const { id: lease, rights: held = [] } = grant.lease;
      return { held: held.map(({ entitlement }) => ({ entitlement, lease })), withheld: [] };
    },

    register(member: string, card: string, at: string, by: { link?: string; referrer?: string } = {}): Written {
      const joined = at.slice(0, 10);
      return append({ kind: 'member.registered', member, joined, cards: [card], tier: 'bronze', ...by }, at);
    },
  };
}

function spansOf(records: readonly Written[]): Span[] {
  const spans: Span[] = [];
  for (const { record } of records) {
    const span = spans.at(-1);
    if (span?.epoch === record.epoch) span.to = record.seq;
    else spans.push({ epoch: record.epoch, from: record.seq, to: record.seq });
  }
  return spans;
}

export function pushBody(wire: { signed(text: string): string }, records: readonly Pick<Written, 'text' | 'hash'>[]) {
  const signature = wire.signed(signatureTags.batch + records.at(-1)!.hash);
  return { records: records.map(({ text }) => text), signature };
}

/** A record as a till seals it. */
export function sealed(record: JournalRecord): Written {
  const text = canonicalJson(record);
  return { record, text, hash: sha256(text) };
}
