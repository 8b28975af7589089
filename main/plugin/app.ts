import { Hono } from 'hono';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type * as z from 'zod/mini';
import { checkForm } from '../../shared/protocol/check-form.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Event } from '../../shared/protocol/page.ts';
import { pluginCalls, statusOf } from '../../shared/protocol/plugin-api.ts';
import type { PluginCall } from '../../shared/protocol/plugin-api.ts';
import { pluginDocument } from '../../shared/protocol/plugin-document.ts';
import { refusalOf } from '../../shared/protocol/plugin-refusal.ts';
import { HostId } from '../../shared/protocol/plugin.ts';
import type { Timers } from '../ports.ts';
import { readJson } from './body.ts';
import type { PluginService } from './service.ts';
import { answerText, charsetOf, checkBody } from './text.ts';

export type PluginAppParts = {
  plugin: PluginService;
  subscribe(listener: (event: Event) => void): () => void;
  /** Whose token it is; null: nobody's. */
  hostOf(token: string): string | null;
  /** The very `Host` headers that are ours: another name that leads here is somebody's trick. */
  addresses(): readonly string[];
  timers: Timers;
  /** Told of bugs; refusals are answers. */
  report(error: unknown): void;
};

type Told = { Variables: { host: string } };
export type PluginApp = Hono<Told>;

const openPath = '/v1/openapi.json';
const bearer = /^Bearer ([\w-]{1,200})$/;
/** So that neither side takes a quiet stream for a dead one. */
const heartbeatMs = 15_000;

/** The plugin API over HTTP: who may ask at all, then what of it. */
export function pluginApp(parts: PluginAppParts): PluginApp {
  const app = new Hono<Told>();
  app.onError((error, context) => refuse(context, error, parts.report));
  app.notFound((context) => {
    throw new KopilkaError('plugin.noSuchCall', { call: `${context.req.method} ${context.req.path}` });
  });
  app.use(async (context, next) => {
    const { req } = context;
    const [address = '', origin] = [req.header('host'), req.header('origin')];
    if (!parts.addresses().includes(address)) throw new KopilkaError('plugin.address', { host: address });
    if (origin !== undefined) throw new KopilkaError('plugin.foreign', { origin });
    if (req.path !== openPath) context.set('host', hostOf(parts, req.header('authorization')));
    // Before the answer is made: set on one that stands, it would be made twice.
    context.header('cache-control', 'no-store');
    await next();
  });
  app.get(openPath, (context) => context.json(pluginDocument()));
  app.get('/v1/events', (context) => streamStatus(context, parts));
  for (const name of Object.keys(pluginCalls) as PluginCall[]) serveCall(app, name, parts.plugin);
  return app;
}

function hostOf({ hostOf: known }: PluginAppParts, authorization = ''): string {
  const token = bearer.exec(authorization)?.[1];
  const host = token === undefined ? null : known(token);
  if (host === null) throw new KopilkaError('plugin.token');
  return host;
}

function serveCall(app: PluginApp, name: PluginCall, plugin: PluginService): void {
  const call = pluginCalls[name];
  // Its body is of the call's own form by then.
  const answer = plugin[name] as (asked: { host: string; id: string; body: unknown }) => unknown;
  const parameter = /\{(\w+)\}/.exec(call.path)?.[1];
  app.on(call.method, call.path.replace(/\{(\w+)\}/, ':$1'), async (context) => {
    const body: unknown =
      'body' in call ? checkBody(call.body as z.ZodMiniType, await readJson(context.req.raw)) : undefined;
    const id = parameter === undefined ? '' : checkForm(HostId, context.req.param(parameter));
    return answerWith(context, await answer({ host: context.get('host'), id, body }));
  });
}

function streamStatus(context: Context<Told>, { plugin, subscribe, timers }: PluginAppParts): Response {
  const tell = async () => ({ event: 'status', data: JSON.stringify(await plugin.status(nobody)) });
  return streamSSE(context, async (stream) => {
    let wake = () => {};
    let isNew = true;
    const unsubscribe = subscribe(({ topic }) => {
      if (topic !== 'status' && topic !== 'hello') return;
      isNew = true;
      wake();
    });
    stream.onAbort(() => wake());
    while (!stream.aborted && !stream.closed) {
      if (isNew) {
        isNew = false;
        await stream.writeSSE(await tell());
        continue;
      }
      await new Promise<void>((resolve) => {
        const cancel = timers.after(heartbeatMs, resolve);
        wake = () => {
          cancel();
          resolve();
        };
      });
      if (!isNew && !stream.aborted) await stream.write(': here\n\n');
    }
    unsubscribe();
  });
}

const nobody = { host: '', id: '', body: undefined };

function refuse(context: Context<Told>, error: unknown, report: (error: unknown) => void): Response {
  const bug = () => new KopilkaError('internal.bug', { problem: 'see the log of the till' });
  const known = error instanceof KopilkaError ? error : bug();
  const status = statusOf(known.code);
  if (status === 500) report(error);
  return answerWith(context, refusalOf(known), status);
}

function answerWith(context: Context, answer: unknown, status: ReturnType<typeof statusOf> | 200 = 200): Response {
  const charset = charsetOf(context.req.header('content-type'));
  return context.body(answerText(answer, charset), status, { 'content-type': 'application/json' });
}
