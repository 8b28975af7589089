import type { ErrorArgs, ErrorCode } from '../../../shared/protocol/errors.ts';
import type { FolderReceipt } from '../../replay/folder.ts';
import type { Tally } from '../../replay/rehearse.ts';

/** What the replay and its two programs tell each other over their own channel; the programs speak to one another by socket. */
/** `online`: whether each till's port is open. */
export type ToHub = { kind: 'listen'; online: readonly boolean[]; nowMs: number } | { kind: 'end' };
export type FromHub =
  | { kind: 'ready'; urls: string[]; token: string }
  | { kind: 'listening'; memoryMb: number }
  | { kind: 'ended'; peakMemoryMb: number };

/** `close`: the last receipt was rung; `end`: every till has pushed all it has. */
export type ToTill = { kind: 'play'; receipts: FolderReceipt[] } | { kind: 'close' } | { kind: 'end' };
export type FromTill =
  | { kind: 'ready' }
  | { kind: 'played'; memoryMb: number }
  | { kind: 'closed' }
  | {
      kind: 'ended';
      tally: Tally;
      quoteMs: { p50: number; p99: number };
      commitMs: { p50: number; p99: number };
      refusedConnections: number;
      peakMemoryMb: number;
    };

export type Failed = { kind: 'failed'; code?: ErrorCode; args?: ErrorArgs; message: string };
