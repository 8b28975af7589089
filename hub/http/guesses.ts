import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Clock } from '../ports.ts';

const windowMs = 60_000;
const mostGuesses = 30;
const mostAddresses = 10_000;
/** What only who tries secrets, or has none, is told. A till whose session ended is none of them. */
const guesses: readonly string[] = ['enrol.code', 'login.wrong', 'admin.token', 'hub.signature', 'hub.unsigned'];
/** Proved by a session's key, which nobody guesses: a shop's tills go on whoever shares their address. */
const proved = /^\/v1\/(journal|feed|snapshot|replica|leases|till-key)(\/|$)/;

export type Guesses = {
  /** Throws `hub.tooMany` for an address that guessed too often within a minute. */
  refuse: MiddlewareHandler;
  count(context: Context, error: unknown): void;
};

/** Counted by address, in this process. Behind a proxy all are one: there the proxy limits. */
export function openGuesses({ nowMs }: Clock): Guesses {
  const byAddress = new Map<string, { sinceMs: number; count: number }>();
  return {
    async refuse(context, next) {
      const address = addressOf(context);
      const known = address === null || proved.test(context.req.path) ? undefined : byAddress.get(address);
      const leftMs = known && known.count >= mostGuesses ? known.sinceMs + windowMs - nowMs() : 0;
      if (leftMs > 0) throw new KopilkaError('hub.tooMany', { seconds: Math.ceil(leftMs / 1000) });
      await next();
    },
    count(context, error) {
      const address = addressOf(context);
      if (address === null || !(error instanceof KopilkaError) || !guesses.includes(error.code)) return;
      const known = byAddress.get(address);
      const isOver = !known || known.sinceMs + windowMs <= nowMs();
      byAddress.delete(address);
      byAddress.set(address, isOver ? { sinceMs: nowMs(), count: 1 } : { ...known, count: known.count + 1 });
      const [oldest] = byAddress.keys();
      if (byAddress.size > mostAddresses && oldest !== undefined) byAddress.delete(oldest);
    },
  };
}

/** Null: asked without a socket, by this very process. */
function addressOf(context: Context): string | null {
  const { incoming } = (context.env ?? {}) as { incoming?: unknown };
  return incoming === undefined ? null : (getConnInfo(context).remote.address ?? '');
}
