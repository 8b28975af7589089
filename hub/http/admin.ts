import { Hono } from 'hono';
import * as z from 'zod/mini';
import { Id, Moment } from '../../shared/loyalty/basics.ts';
import { PointsRequest } from '../../shared/protocol/by-hand.ts';
import { EraseRequest } from '../../shared/protocol/hub.ts';
import { EventRequest } from '../../shared/protocol/happening.ts';
import { CashiersQuery, ReportQuery } from '../../shared/protocol/report.ts';
import { ConfirmRequest, WriteOffsQuery } from '../../shared/protocol/write-offs.ts';
import { WishStateRequest, WishesQuery } from '../../shared/protocol/wishes.ts';
import { checkForm } from '../../shared/protocol/check-form.ts';
import type { HubAdmin } from '../admin.ts';
import type { Actor } from '../users/audit.ts';
import { bodyChunks, readBody, readJson, withLimit } from './body.ts';
import type { Guard, Guarded } from './guard.ts';

const PublishBody = z.strictObject({ programme: z.unknown(), from: Moment });
const EnrolmentBody = z.strictObject({ till: Id });
const AtBody = z.strictObject({ at: Moment });
const ExpiryBody = z.strictObject({ at: z.optional(Moment) });

/** The hub as somebody sees it: what they change is written down under their name. */
export type As = (actor: Actor) => HubAdmin;

/** What other systems of the hub's owner tell it and ask it. */
export function systemCalls(as: As, guard: Guard): Hono<Guarded> {
  const app = new Hono<Guarded>();
  app.post('/events', guard('tell'), async ({ req, json, get }) =>
    json(await as(get('actor')).event(readJson(EventRequest, await readBody(req.raw)))),
  );
  app.get('/report', guard('look'), async ({ req, json, get }) =>
    json(await as(get('actor')).report(checkForm(ReportQuery, req.query()))),
  );
  app.get('/report/cashiers', guard('look'), async ({ req, json, get }) =>
    json(await as(get('actor')).cashiers(checkForm(CashiersQuery, req.query()))),
  );
  app.get('/write-offs', guard('stock'), async ({ req, json, get }) =>
    json(await as(get('actor')).writeOffs(checkForm(WriteOffsQuery, withLimit(req.query())))),
  );
  app.post('/write-offs/confirm', guard('stock'), async ({ req, json, get }) => {
    const request = readJson(ConfirmRequest, await readBody(req.raw));
    return json(await as(get('actor')).confirmWriteOffs(request));
  });
  app.get('/wishes', guard('stock'), async ({ req, json, get }) =>
    json(await as(get('actor')).wishes(checkForm(WishesQuery, withLimit(req.query())))),
  );
  app.post('/wishes/state', guard('stock'), async ({ req, json, get }) =>
    json(await as(get('actor')).moveWishes(readJson(WishStateRequest, await readBody(req.raw)))),
  );
  return app;
}

/** What the hub's people do, and its owner with the token of its data folder. */
export function adminCalls(as: As, guard: Guard): Hono<Guarded> {
  const app = new Hono<Guarded>();

  app.post('/import', guard('change'), async ({ req, json, get }) =>
    json(await as(get('actor')).importStream(bodyChunks(req.raw))),
  );
  app.post('/publish', guard('change'), async ({ req, json, get }) => {
    const { programme, from } = readJson(PublishBody, await readBody(req.raw));
    return json(await as(get('actor')).publish(programme, from));
  });
  app.post('/enrolment-codes', guard('change'), async ({ req, json, get }) => {
    const { till } = readJson(EnrolmentBody, await readBody(req.raw));
    return json(await as(get('actor')).enrolmentCode(till));
  });
  app.post('/jobs/expiry', guard('change'), async ({ req, json, get }) => {
    const body = await readBody(req.raw);
    const { at } = body.byteLength === 0 ? {} : readJson(ExpiryBody, body);
    return json({ members: await as(get('actor')).expire(at) });
  });
  app.post('/jobs', guard('change'), async ({ req, json, get }) => {
    const body = await readBody(req.raw);
    const { at } = body.byteLength === 0 ? {} : readJson(ExpiryBody, body);
    return json(await as(get('actor')).runJobs(at));
  });
  app.post('/clock', guard('own'), async ({ req, json, get }) => {
    const { at } = readJson(AtBody, await readBody(req.raw));
    return json({ at: as(get('actor')).setClock(at) });
  });
  app.post('/members/:id/erase', guard('change'), async ({ req, json, get }) => {
    const asked = readJson(EraseRequest, await readBody(req.raw));
    return json(await as(get('actor')).eraseMember(req.param('id'), asked));
  });
  app.post('/members/:id/points', guard('change'), async ({ req, json, get }) => {
    const asked = readJson(PointsRequest, await readBody(req.raw));
    return json(await as(get('actor')).points(req.param('id'), asked));
  });
  app.get('/members/:id/export', guard('change'), async ({ req, json, get }) =>
    json(await as(get('actor')).exportMember(req.param('id'))),
  );
  app.get('/summary', guard('look'), async ({ json, get }) => json(await as(get('actor')).summary()));
  app.get('/discrepancies', guard('look'), async ({ json, get }) => json(await as(get('actor')).discrepancies()));
  app.get('/alarms', guard('look'), async ({ json, get }) => json(await as(get('actor')).alarms()));
  return app;
}
