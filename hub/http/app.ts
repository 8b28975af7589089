import { Hono } from 'hono';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { HubAdmin } from '../admin.ts';
import { adminCalls, systemCalls } from './admin.ts';
import { errorReply } from './errors.ts';
import { tillCalls } from './tills.ts';
import type { TillCalls } from './tills.ts';

/** The hub's HTTP interface, as shared/protocol/hub.ts describes it. */
export function hubApp(calls: TillCalls, admin: HubAdmin, adminToken: string, tell: (error: unknown) => void): Hono {
  const app = new Hono();
  app.onError((error, context) => errorReply(context, error, tell));
  app.notFound((context) =>
    errorReply(
      context,
      new KopilkaError('hub.noSuchCall', { call: `${context.req.method} ${context.req.path}` }),
      tell,
    ),
  );
  app.get('/health', ({ json }) => json({ ok: true, generation: calls.generation }));
  app.route('/v1/admin', adminCalls(admin, adminToken));
  app.route('/v1', systemCalls(admin, adminToken));
  app.route('/v1', tillCalls(calls));
  return app;
}
