import { Hono } from 'hono';
import * as z from 'zod/mini';
import { Id, NotNegative, Positive } from '../../shared/loyalty/basics.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import {
  EnrolRequest,
  LeaseRequest,
  protocols,
  PushRequest,
  ReturnRequest,
  SessionRequest,
  SpokenProtocol,
  TillKeyRequest,
} from '../../shared/protocol/hub.ts';
import type { LeaseReply } from '../../shared/protocol/hub.ts';
import { checkForm } from '../../shared/protocol/check-form.ts';
import { ReceiptsQuestion } from '../../shared/protocol/sold.ts';
import type { ReceiptsReply } from '../../shared/protocol/sold.ts';
import { spokenAck } from '../enrol/ack.ts';
import { enrol } from '../enrol/codes.ts';
import { tillReported } from '../enrol/generation.ts';
import { changeTillKey } from '../enrol/till-key.ts';
import type { Session, Sessions } from '../enrol/sessions.ts';
import { feedPage } from '../feed/page.ts';
import type { HubKey } from '../identity/keys.ts';
import { hubKeys } from '../identity/rotation.ts';
import { ingest } from '../ingest/ingest.ts';
import type { IngestDeps } from '../ingest/ingest.ts';
import { quickCheck } from '../ingest/quick-check.ts';
import { grantLease } from '../leases/grant.ts';
import type { LeaseDeps, LeaseHolder } from '../leases/grant.ts';
import { grantReturn } from '../leases/returns.ts';
import { receiptsOf } from '../members/receipts.ts';
import type { Ports } from '../ports.ts';
import type { Snapshots } from '../snapshot/snapshots.ts';
import type { Store } from '../store/store.ts';
import type { Watch } from '../watch/watch.ts';
import { readBody, readJson } from './body.ts';
import { provedSession, signedOpening, trustedTill } from './signed.ts';
import { snapshotCalls } from './snapshots.ts';

export type TillCalls = {
  store: Store;
  sessions: Sessions;
  key: HubKey;
  generation: string;
  ports: Ports;
  ingest: IngestDeps;
  watch: Watch;
  snapshots: Snapshots;
};

const FeedQuery = z.object({ generation: Id, position: NotNegative, limit: z.optional(Positive) });
const isPush = quickCheck(PushRequest);
/** Before a till enrolled it has little to say. */
const enrolBytes = 4096;

/** What tills ask of the hub. */
export function tillCalls(deps: TillCalls): Hono {
  const { store, sessions, key, generation, ports, watch } = deps;
  const app = new Hono();

  /** Who asks for the feed. The first time in a session it says that all was pushed. */
  async function pullingTill(request: Request): Promise<Session> {
    const session = await trustedTill(store, sessions, request, new Uint8Array());
    if (!session.hasPulled) await tillReported(store, generation, session.till);
    session.hasPulled = true;
    return session;
  }

  app.post('/enrol', async ({ req, json }) => {
    const reply = await enrol(
      { store, key, generation, ports },
      readJson(EnrolRequest, await readBody(req.raw, enrolBytes)),
    );
    sessions.end(reply.till);
    return json(reply);
  });

  app.post('/session', async ({ req, json }) => {
    const body = await readBody(req.raw);
    const { till } = await signedOpening(store, req.raw, body);
    assertSpoken(readJson(SpokenProtocol, body).protocol);
    return json(await sessions.begin(till, readJson(SessionRequest, body)));
  });

  app.post('/journal', async ({ req, json }) => {
    const body = await readBody(req.raw);
    const session = await provedSession(store, sessions, req.raw, body);
    const notAfterMs = session.toldClock ? ports.clock.nowMs() : Infinity;
    const ack = await ingest(deps.ingest, { ...session, notAfterMs }, readJson(PushRequest, body, isPush));
    deps.ingest.crashPoint('ingest.acknowledging');
    return json({ ack: spokenAck(session.protocol, ack) });
  });

  app.get('/feed', async ({ req, json }) => {
    const { till, shop } = await pullingTill(req.raw);
    const { generation: asked, position, limit } = req.query();
    const query = {
      generation: asked,
      position: Number(position),
      ...(limit === undefined ? {} : { limit: Number(limit) }),
    };
    const { limit: most, ...rest } = checkForm(FeedQuery, query);
    watch.pulled(till, shop, rest.position);
    return json(
      await feedPage(store.reader, generation, shop, { ...rest, ...(most === undefined ? {} : { limit: most }) }),
    );
  });

  app.route('/', snapshotCalls(deps, pullingTill));

  app.post('/leases', async ({ req, json }) => {
    const body = await readBody(req.raw);
    const { till, shop } = await trustedTill(store, sessions, req.raw, body);
    return json(await granted({ store, key, generation, ports }, { till, shop }, body));
  });

  app.post('/receipts', async ({ req, json }) => {
    const body = await readBody(req.raw);
    await trustedTill(store, sessions, req.raw, body);
    const reply: ReceiptsReply = { receipts: await receiptsOf(store.reader, readJson(ReceiptsQuestion, body)) };
    return json(reply);
  });

  app.post('/till-key', async ({ req, json }) => {
    const body = await readBody(req.raw, enrolBytes);
    const { till } = await trustedTill(store, sessions, req.raw, body);
    await changeTillKey(store, till, readJson(TillKeyRequest, body));
    sessions.end(till);
    return json({ ok: true });
  });

  app.get('/hub-keys', async ({ json }) => json(await hubKeys(store.reader)));

  return app;
}

/** What is asked for is looked at first: so what is wrong with it is told of that form. */
function granted(deps: LeaseDeps, holder: LeaseHolder, body: Uint8Array): Promise<LeaseReply> {
  const isOfReturn = 'receipt' in readJson(z.looseObject({}), body);
  return isOfReturn
    ? grantReturn(deps, holder, readJson(ReturnRequest, body))
    : grantLease(deps, holder, readJson(LeaseRequest, body));
}

function assertSpoken(asked: number): void {
  const { oldest, newest } = protocols;
  if (asked < oldest || asked > newest) throw new KopilkaError('hub.protocol', { asked, oldest, newest });
}
