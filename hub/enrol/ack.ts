import type { Ack } from '../../shared/protocol/hub.ts';
import type { ChainEnd } from '../store/rows.ts';

/** What the hub has of an epoch. */
export function ackOf(epoch: string, head: ChainEnd | undefined): Ack {
  return head ? { epoch, seq: head.seq, hash: head.hash } : { epoch, seq: 0 };
}

/** As a till of the protocol takes it: of the one before, without the hash. */
export function spokenAck(protocol: number, { epoch, seq, hash }: Ack): Ack {
  return protocol === 1 || hash === undefined ? { epoch, seq } : { epoch, seq, hash };
}
