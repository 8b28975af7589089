import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { ErrorArgs, ErrorCode } from '../../shared/protocol/errors.ts';
import type { Log } from '../ports.ts';

/** What is the caller's to mend; everything else is ours. */
const statuses: Partial<Record<ErrorCode, ContentfulStatusCode>> = {
  'request.invalid': 400,
  'programme.invalid': 400,
  'import.invalid': 400,
  'journal.order': 400,
  'hub.unsigned': 401,
  'hub.unknownTill': 401,
  'hub.sessionEnded': 401,
  'hub.counter': 401,
  'hub.signature': 401,
  'enrol.code': 401,
  'admin.token': 401,
  'login.wrong': 401,
  'hub.clock': 403,
  'admin.role': 403,
  'till.revoked': 403,
  'enrol.unknownTill': 404,
  'member.unknown': 404,
  'member.notKnown': 404,
  'hub.noShop': 404,
  'hub.noSuchCall': 404,
  'hub.snapshotGone': 404,
  'item.unknown': 404,
  'user.unknown': 404,
  'programme.versionTaken': 409,
  'event.taken': 409,
  'points.noWallet': 404,
  'points.tooFew': 409,
  'item.closed': 409,
  'writeOff.unknown': 404,
  'writeOff.confirmed': 409,
  'wish.unknown': 404,
  'wish.order': 409,
  'wish.otherGood': 409,
  'item.decision': 400,
  'user.taken': 409,
  'hub.noProgramme': 409,
  'hub.protocol': 400,
  'hub.bodyTooLarge': 413,
  'hub.tooMany': 429,
  'login.locked': 429,
  'hub.awaitsTills': 503,
};

/** Of an error that time heals and that does not tell how much of it. */
const healsInSeconds = 30;

/** Who has to wait is told for how long. */
function retryAfter({ status, args }: { status: number; args: ErrorArgs }): Record<string, string> {
  if (status !== 429 && status !== 503) return {};
  return { 'retry-after': String(args['seconds'] ?? healsInSeconds) };
}

/**
 * Every error crosses as `{error: {code, args, id}}`, `id` being that of the log's lines. A bug of ours is told to the log in full, and to the
 * caller by its name.
 */
export function errorReply(context: Context, error: unknown, id: string, log: Log): Response {
  const known = error instanceof KopilkaError ? error : undefined;
  const { code, args } = known ?? new KopilkaError('internal.bug', { problem: 'see the log of the hub' });
  const status = statuses[code] ?? 500;
  if (status === 500) log({ level: 'error', event: 'failure', id, error });
  return context.json({ error: { code, args, id } }, status, retryAfter({ status, args }));
}
