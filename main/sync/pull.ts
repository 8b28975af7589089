import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { FeedChange } from '../../shared/protocol/feed.ts';
import { FeedReply } from '../../shared/protocol/hub.ts';
import type { SessionKey } from './client.ts';
import { snapshotStep } from './snapshot.ts';
import type { SnapshotDeps } from './snapshot.ts';

const timeoutMs = 20_000;
/** A page is taken in at once: so few that the counter does not feel it. */
const pageDocuments = 250;

type PullDeps = SnapshotDeps & { nowMs: () => number };

/** What a pull changed in the replica. `snapshot`: one is coming in, and may take its time. */
export type Pulled = {
  more: boolean;
  changed: 'nothing' | 'all' | { kind: string; id: string }[];
  snapshot?: true;
};

/**
 * Pulls the next page of the feed, or goes a step on with a snapshot where there is nothing to go on from. All of a page and its
 * checkpoint are one transaction. Throws what the call throws, and `hub.badReply` for a feed that does not go forward.
 */
export async function pullPage(deps: PullDeps, as: SessionKey): Promise<Pulled> {
  const { client, replica, nowMs } = deps;
  const at = replica.checkpoint();
  if (!at || replica.damaged() || replica.arriving()) return pullSnapshot(deps, as);
  const { generation, position } = at;
  const query = new URLSearchParams({ generation, position: String(position), limit: String(pageDocuments) });
  const reply = await client.call({ path: `/v1/feed?${query.toString()}`, reply: FeedReply, as, timeoutMs });
  if (reply.resnapshot || reply.generation !== generation) return pullSnapshot(deps, as);
  assertForward(reply, position, deps.shop);
  const isAll = reply.position >= reply.head;
  replica.applyChanges(reply.changes, reply, isAll ? nowMs() : null);
  return { more: !isAll, changed: reply.changes.length === 0 ? 'nothing' : touched(reply.changes) };
}

async function pullSnapshot(deps: PullDeps, as: SessionKey): Promise<Pulled> {
  const step = await snapshotStep(deps, as);
  return { more: true, changed: step === 'placed' ? 'all' : 'nothing', snapshot: true };
}

function touched(changes: readonly FeedChange[]): { kind: string; id: string }[] {
  return changes.flatMap(({ documents }) => documents.map(({ kind, id }) => ({ kind, id })));
}

function assertForward({ changes, position, shop }: FeedReply, from: number, own: string): void {
  if (shop !== own) throw new KopilkaError('hub.badReply', { problem: `the feed of shop ${shop}` });
  let last = from;
  for (const change of changes) {
    if (change.position <= last) throw new KopilkaError('hub.badReply', { problem: 'the feed goes back' });
    last = change.position;
  }
  if (position < last) throw new KopilkaError('hub.badReply', { problem: 'the feed ends before its last change' });
}
