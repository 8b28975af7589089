import { Hono } from 'hono';
import { Id } from '../../shared/loyalty/basics.ts';
import {
  AuditQuery,
  CloseRequest,
  ItemsQuery,
  LoginRequest,
  PasswordBody,
  UnblockRequest,
  UserRequest,
  WhyBody,
} from '../../shared/protocol/office.ts';
import { checkForm } from '../../shared/protocol/check-form.ts';
import type { HubAdmin } from '../admin.ts';
import type { Actor } from '../users/audit.ts';
import { login, logout } from '../users/users.ts';
import type { UserDeps } from '../users/users.ts';
import { readBody, readJson, withLimit } from './body.ts';
import { bearerOf } from './guard.ts';
import type { Guard, Guarded } from './guard.ts';

/** A name and a password, or a reason, is no more than this. */
const smallBytes = 8192;

/** Items, tills, people and what they did, as shared/protocol/office.ts says. */
export function officeCalls(as: (actor: Actor) => HubAdmin, users: UserDeps, guard: Guard): Hono<Guarded> {
  const app = new Hono<Guarded>();
  const small = (request: Request) => readBody(request, smallBytes);
  app.post('/login', async ({ req, json }) => json(await login(users, readJson(LoginRequest, await small(req.raw)))));
  app.post('/logout', async ({ req, json }) => {
    await logout(users, bearerOf(req.raw));
    return json({ ok: true });
  });

  app.get('/items', guard('look'), async ({ req, json, get }) =>
    json(await as(get('actor')).items(checkForm(ItemsQuery, withLimit(req.query())))),
  );
  app.get('/items/:id', guard('look'), async ({ req, json, get }) =>
    json(await as(get('actor')).item(req.param('id'))),
  );
  app.post('/items/:id/close', guard('change'), async ({ req, json, get }) => {
    const request = readJson(CloseRequest, await small(req.raw));
    return json(await as(get('actor')).closeItem(req.param('id'), request));
  });
  app.post('/tills/:id/revoke', guard('change'), async ({ req, json, get }) => {
    const { why } = readJson(WhyBody, await small(req.raw));
    await as(get('actor')).revokeTill(checkForm(Id, req.param('id')), why);
    return json({ ok: true });
  });

  app.post('/tills/:id/lost', guard('change'), async ({ req, json, get }) => {
    const { why } = readJson(WhyBody, await small(req.raw));
    return json(await as(get('actor')).declareLost(checkForm(Id, req.param('id')), why));
  });
  app.post('/cards/unblock', guard('change'), async ({ req, json, get }) => {
    const { card, why } = readJson(UnblockRequest, await small(req.raw));
    return json(await as(get('actor')).unblockCard(card, why));
  });
  app.get('/exposure', guard('look'), async ({ json, get }) => json(await as(get('actor')).exposure()));

  app.get('/users', guard('own'), async ({ json, get }) => json(await as(get('actor')).users()));
  app.post('/users', guard('own'), async ({ req, json, get }) => {
    await as(get('actor')).addUser(readJson(UserRequest, await small(req.raw)));
    return json({ ok: true });
  });
  app.post('/users/:name/password', guard('own'), async ({ req, json, get }) => {
    const { password } = readJson(PasswordBody, await small(req.raw));
    await as(get('actor')).setPassword(req.param('name'), password);
    return json({ ok: true });
  });
  app.delete('/users/:name', guard('own'), async ({ req, json, get }) => {
    await as(get('actor')).removeUser(req.param('name'));
    return json({ ok: true });
  });
  app.get('/audit', guard('own'), async ({ req, json, get }) =>
    json(await as(get('actor')).audit(checkForm(AuditQuery, withLimit(req.query())))),
  );
  return app;
}
