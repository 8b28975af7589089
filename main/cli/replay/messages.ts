import type { ErrorArgs, ErrorCode } from '../../../shared/protocol/errors.ts';
import type { FolderReceipt } from '../../replay/folder.ts';
import type { Tally } from '../../replay/rehearse.ts';

/** What the replay and its two programs tell each other over their own channel; the programs speak to one another by socket. */
export type ToHub = { kind: 'listen'; on: boolean; nowMs: number } | { kind: 'end' };
export type FromHub =
  | { kind: 'ready'; url: string; token: string }
  | { kind: 'listening'; on: boolean; memoryMb: number }
  | { kind: 'ended'; peakMemoryMb: number };

export type ToTill = { kind: 'play'; receipts: FolderReceipt[] } | { kind: 'end' };
export type FromTill =
  | { kind: 'ready' }
  | { kind: 'played'; memoryMb: number }
  | {
      kind: 'ended';
      tally: Tally;
      quoteMs: { p50: number; p99: number };
      commitMs: { p50: number; p99: number };
      refusedConnections: number;
      peakMemoryMb: number;
    };

export type Failed = { kind: 'failed'; code?: ErrorCode; args?: ErrorArgs; message: string };
