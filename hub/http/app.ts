import { Hono } from 'hono';
import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { headers } from '../../shared/protocol/hub.ts';
import { randomId } from '../identity/data-folder.ts';
import type { Log } from '../ports.ts';
import { actorOf } from '../users/users.ts';
import { metricsText } from '../watch/metrics.ts';
import { adminCalls, systemCalls } from './admin.ts';
import type { As } from './admin.ts';
import { errorReply } from './errors.ts';
import { openGuard } from './guard.ts';
import type { Guarded } from './guard.ts';
import { openGuesses } from './guesses.ts';
import { officeCalls } from './office.ts';
import { tillCalls } from './tills.ts';
import type { TillCalls } from './tills.ts';

type Told = { Variables: Guarded['Variables'] & { id: string; code: string } };

export type HubApp = Hono<Told>;

const shortId = 8;

/** The hub's HTTP interface, as shared/protocol/hub.ts and office.ts describe it. */
export function hubApp(calls: TillCalls, as: As, adminToken: string, log: Log): HubApp {
  const { store, ports, watch } = calls;
  const users = { store, ports };
  const guard = openGuard(adminToken, (token) => actorOf(users, token));
  const guesses = openGuesses(ports.clock);
  // Ids of this process: a random beginning and a number.
  const process = randomId(ports.random).slice(0, shortId);
  let requests = 0;
  const app = new Hono<Told>();

  const refuse = (context: Context<Told>, error: unknown) => {
    guesses.count(context, error);
    context.set('code', error instanceof KopilkaError ? error.code : 'internal.bug');
    return errorReply(context, error, context.get('id'), log);
  };
  app.onError((error, context) => refuse(context, error));
  app.notFound((context) =>
    refuse(context, new KopilkaError('hub.noSuchCall', { call: `${context.req.method} ${context.req.path}` })),
  );
  app.use(async (context, next) => {
    const id = `${process}-${(requests += 1)}`;
    context.set('id', id);
    const fromMs = ports.clock.nowMs();
    await next();
    context.header(headers.request, id);
    const { req, res } = context;
    const told = { method: req.method, route: routeOf(context), status: res.status, ms: ports.clock.nowMs() - fromMs };
    watch.request(`${told.method} ${told.route}`, told.status, told.ms);
    const till = req.header(headers.till);
    const code = context.get('code');
    log({ level: 'info', event: 'request', id, ...told, ...(till ? { till } : {}), ...(code ? { code } : {}) });
  });
  app.use(guesses.refuse);
  app.get('/health', ({ json }) => json({ ok: true, generation: calls.generation }));
  app.get('/metrics', guard('look'), async ({ text, get }) =>
    text(await metricsText(store.reader, watch, await as(get('actor')).exposure(), ports.clock.nowMs())),
  );
  app.route('/v1/admin', adminCalls(as, guard));
  app.route('/v1/admin', officeCalls(as, users, guard));
  app.route('/v1', systemCalls(as, guard));
  app.route('/v1', tillCalls(calls));
  return app;
}

/** `/v1/admin/items/:id`: what was asked, without who it was about. */
function routeOf(context: Context): string {
  const route = matchedRoutes(context).findLast(({ path }) => path !== '/*');
  return route?.path ?? 'none';
}
