import type { MiddlewareHandler } from 'hono';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Role } from '../../shared/protocol/office.ts';
import { sameSecret } from '../identity/hash.ts';
import { folderOwner } from '../users/audit.ts';
import type { Actor } from '../users/audit.ts';

export type Guarded = { Variables: { actor: Actor } };

/** What a call needs of who asks: to look, to tell of events, to order and write off goods, to change what the shop does, to decide who may do what. */
export type Need = 'look' | 'tell' | 'stock' | 'change' | 'own';

const may: Record<Role, readonly Need[]> = {
  owner: ['look', 'tell', 'stock', 'change', 'own'],
  manager: ['look', 'tell', 'stock', 'change'],
  support: ['look'],
  integrator: ['tell', 'stock'],
};

export type Guard = (need: Need) => MiddlewareHandler<Guarded>;

/** Lets through who brings a session's token, or that of the data folder, and may do it. Throws `admin.token`, `admin.role`. */
export function openGuard(adminToken: string, actorOf: (token: string) => Promise<Actor | undefined>): Guard {
  return (need) => async (context, next) => {
    const token = bearerOf(context.req.raw);
    const actor = sameSecret(token, adminToken) ? folderOwner : await actorOf(token);
    if (!actor) throw new KopilkaError('admin.token');
    if (!may[actor.role].includes(need)) throw new KopilkaError('admin.role', { role: actor.role });
    context.set('actor', actor);
    await next();
  };
}

export function bearerOf({ headers }: Request): string {
  const [scheme, token = ''] = (headers.get('authorization') ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' ? token : '';
}
