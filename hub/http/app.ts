import { Hono } from 'hono';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { actorOf } from '../users/users.ts';
import { adminCalls, systemCalls } from './admin.ts';
import type { As } from './admin.ts';
import { errorReply } from './errors.ts';
import { openGuard } from './guard.ts';
import { officeCalls } from './office.ts';
import { tillCalls } from './tills.ts';
import type { TillCalls } from './tills.ts';

/** The hub's HTTP interface, as shared/protocol/hub.ts describes it. */
export function hubApp(calls: TillCalls, as: As, adminToken: string, tell: (error: unknown) => void): Hono {
  const users = { store: calls.store, ports: calls.ports };
  const guard = openGuard(adminToken, (token) => actorOf(users, token));
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
  app.route('/v1/admin', adminCalls(as, guard));
  app.route('/v1/admin', officeCalls(as, users, guard));
  app.route('/v1', systemCalls(as, guard));
  app.route('/v1', tillCalls(calls));
  return app;
}
