import { Hono } from 'hono';
import type { MiddlewareHandler } from 'hono';
import * as z from 'zod/mini';
import { Id, Moment } from '../../shared/loyalty/basics.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { EraseRequest } from '../../shared/protocol/hub.ts';
import { EventRequest } from '../../shared/protocol/happening.ts';
import { ReportQuery } from '../../shared/protocol/report.ts';
import { sameSecret } from '../identity/hash.ts';
import type { HubAdmin } from '../admin.ts';
import { bodyChunks, checkForm, readBody, readJson } from './body.ts';

const PublishBody = z.strictObject({ programme: z.unknown(), from: Moment });
const EnrolmentBody = z.strictObject({ till: Id });
const AtBody = z.strictObject({ at: Moment });
const ExpiryBody = z.strictObject({ at: z.optional(Moment) });

/** Lets through who brings the token of the data folder. */
function ownerOnly(adminToken: string): MiddlewareHandler {
  return async ({ req }, next) => {
    const [scheme, token = ''] = (req.header('authorization') ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !sameSecret(token, adminToken)) throw new KopilkaError('admin.token');
    await next();
  };
}

/** What other systems of the hub's owner tell it and ask it. */
export function systemCalls(admin: HubAdmin, adminToken: string): Hono {
  const app = new Hono();
  app.post('/events', ownerOnly(adminToken), async ({ req, json }) =>
    json(await admin.event(readJson(EventRequest, await readBody(req.raw)))),
  );
  app.get('/report', ownerOnly(adminToken), async ({ req, json }) =>
    json(await admin.report(checkForm(ReportQuery, req.query()))),
  );
  return app;
}

/** What the hub's owner asks of it, with the token of its data folder. */
export function adminCalls(admin: HubAdmin, adminToken: string): Hono {
  const app = new Hono();
  app.use(ownerOnly(adminToken));

  app.post('/import', async ({ req, json }) => json(await admin.importStream(bodyChunks(req.raw))));
  app.post('/publish', async ({ req, json }) => {
    const { programme, from } = readJson(PublishBody, await readBody(req.raw));
    return json(await admin.publish(programme, from));
  });
  app.post('/enrolment-codes', async ({ req, json }) => {
    const { till } = readJson(EnrolmentBody, await readBody(req.raw));
    return json(await admin.enrolmentCode(till));
  });
  app.post('/jobs/expiry', async ({ req, json }) => {
    const body = await readBody(req.raw);
    const { at } = body.byteLength === 0 ? {} : readJson(ExpiryBody, body);
    return json({ members: await admin.expire(at) });
  });
  app.post('/jobs', async ({ req, json }) => {
    const body = await readBody(req.raw);
    const { at } = body.byteLength === 0 ? {} : readJson(ExpiryBody, body);
    return json(await admin.runJobs(at));
  });
  app.post('/clock', async ({ req, json }) => {
    const { at } = readJson(AtBody, await readBody(req.raw));
    return json({ at: admin.setClock(at) });
  });
  app.post('/members/:id/erase', async ({ req, json }) =>
    json(await admin.eraseMember(req.param('id'), readJson(EraseRequest, await readBody(req.raw)))),
  );
  app.get('/members/:id/export', async ({ req, json }) => json(await admin.exportMember(req.param('id'))));
  app.get('/summary', async ({ json }) => json(await admin.summary()));
  app.get('/discrepancies', async ({ json }) => json(await admin.discrepancies()));
  app.get('/alarms', async ({ json }) => json(await admin.alarms()));
  return app;
}
