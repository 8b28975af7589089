import { Hono } from 'hono';
import * as z from 'zod/mini';
import { Id, NotNegative } from '../../shared/loyalty/basics.ts';
import { checkForm } from '../../shared/protocol/check-form.ts';
import type { Session } from '../enrol/sessions.ts';
import { snapshotStream } from '../feed/snapshot.ts';
import type { TillCalls } from './tills.ts';

const BlocksAsked = z.object({ id: Id, from: NotNegative });

/** All that a shop's feed tells, as of a position: a file, or for tills of protocol 1 a stream of documents. */
export function snapshotCalls(
  { store, key, generation, ports, snapshots }: TillCalls,
  pullingTill: (request: Request) => Promise<Session>,
): Hono {
  const app = new Hono();

  app.get('/replica', async ({ req, json }) => {
    const { shop } = await pullingTill(req.raw);
    return json(await snapshots.offer(shop));
  });

  app.get('/replica/:id/:from', async ({ req }) => {
    const { shop } = await pullingTill(req.raw);
    const { id, from } = checkForm(BlocksAsked, { id: req.param('id'), from: Number(req.param('from')) });
    const blocks = await snapshots.blocks(shop, id, from);
    return new Response(blocks, { headers: { 'content-type': 'application/octet-stream' } });
  });

  app.get('/snapshot', async ({ req }) => {
    const { shop } = await pullingTill(req.raw);
    const stream = await snapshotStream(store, key, generation, shop, ports.timers);
    return new Response(stream, { headers: { 'content-type': 'application/gzip' } });
  });

  return app;
}
