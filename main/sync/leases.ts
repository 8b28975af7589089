import { canonicalJson } from '../../shared/protocol/canonical.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { LeaseReply } from '../../shared/protocol/hub.ts';
import type { LeaseRequest, ReturnRequest } from '../../shared/protocol/hub.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import { ReceiptsReply } from '../../shared/protocol/sold.ts';
import type { ReceiptsQuestion, SoldReceipt } from '../../shared/protocol/sold.ts';
import { sha256 } from '../identity/hash.ts';
import { isSignedByHub } from '../identity/hub-key.ts';
import type { Ports } from '../ports.ts';
import type { Journal } from '../store/journal.ts';
import type { Client, SessionKey } from './client.ts';

export type LeaseAnswer = LeaseReply | { kind: 'offline' };

type AnyRequest = LeaseRequest | ReturnRequest;

/** What is asked of the hub while the customer waits. Never rejects. */
export type LeasePort = {
  /** Points, rights or a return right: no answer within `deadlineMs` is `offline`, an answer after it goes to `late`. */
  request(request: AnyRequest, deadlineMs: number, late: (reply: LeaseReply) => void): Promise<LeaseAnswer>;
  /** What a member bought on a day; null: the hub does not answer. */
  receipts(question: ReceiptsQuestion): Promise<SoldReceipt[] | null>;
};

type LeaseDeps = {
  journal: Journal;
  ports: Ports;
  client: Client;
  ask: <T>(call: (as: SessionKey) => Promise<T>) => Promise<T>;
  hubKey: () => string | null;
};

/** Longer than any deadline: what the hub granted too late is to be given back, so its answer is waited for. */
const timeoutMs = 15_000;
/** The customer waits, and the till has receipts of its own to show. */
const receiptsMs = 3000;

export function openLeasePort({ journal, ports, client, ask: askHub, hubKey }: LeaseDeps): LeasePort {
  /** By request id: asked again while under way, the answer is the same one. */
  const underWay = new Map<string, Promise<LeaseAnswer>>();

  async function ask(request: AnyRequest): Promise<LeaseAnswer> {
    try {
      const call = { path: '/v1/leases', reply: LeaseReply, body: request, timeoutMs };
      return checked(request, await askHub((as) => client.call({ ...call, as })));
    } catch (error) {
      // A refused connection, a hub that is out of order: the till goes on without points, and the loop tells why.
      if (error instanceof KopilkaError) return { kind: 'offline' };
      throw error;
    } finally {
      underWay.delete(request.requestId);
    }
  }

  /** A grant counts if the hub signed it, for this question and this till, and it was not closed before. */
  function checked(request: AnyRequest, reply: LeaseReply): LeaseAnswer {
    if (reply.kind === 'refused') return reply;
    const { grant, signature } = reply;
    const key = hubKey();
    const text = signatureTags.lease + sha256(canonicalJson(grant));
    const isSigned = key !== null && isSignedByHub(key, text, signature);
    const isAnswer = grant.requestId === request.requestId && isAbout(request, reply);
    if (!isSigned || !isAnswer || grant.lease.till !== journal.till) {
      throw new KopilkaError('hub.badReply', { problem: 'a lease that is not for this till, or not signed' });
    }
    return journal.leaseState(grant.lease.id) === 'closed' ? { kind: 'refused', reason: 'noPoints' } : reply;
  }

  return {
    request(request, deadlineMs, late) {
      const known = underWay.get(request.requestId);
      const answer = known ?? ask(request);
      if (!known) underWay.set(request.requestId, answer);
      return withDeadline(answer, { deadlineMs, ports, late });
    },
    async receipts(question) {
      try {
        const call = { path: '/v1/receipts', reply: ReceiptsReply, body: question, timeoutMs: receiptsMs };
        return (await askHub((as) => client.call({ ...call, as }))).receipts;
      } catch (error) {
        if (error instanceof KopilkaError) return null;
        throw error;
      }
    },
  };
}

function isAbout(request: AnyRequest, { grant, sold }: Extract<LeaseReply, { kind: 'granted' }>): boolean {
  if (!('receipt' in request)) return grant.member === request.member;
  return grant.returns?.receipt === request.receipt && sold?.sale.receipt === request.receipt;
}

type Deadline = { deadlineMs: number; ports: Ports; late: (reply: LeaseReply) => void };

function withDeadline(answer: Promise<LeaseAnswer>, { deadlineMs, ports, late }: Deadline): Promise<LeaseAnswer> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    const cancel = ports.timers.after(deadlineMs, () => {
      isOver = true;
      resolve({ kind: 'offline' });
    });
    answer.then((reply) => {
      cancel();
      if (!isOver) resolve(reply);
      else if (reply.kind !== 'offline') late(reply);
    }, reject);
  });
}
