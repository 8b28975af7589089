import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStatusReader, isOffline, offlineCause, paperState } from './status.ts';

const read = (...bytes: number[]) => createStatusReader().push(Uint8Array.from(bytes));

describe('what a printer says back', () => {
  it('is told apart: a status asked for, one of its own, and its word that all was processed', () => {
    expect(read(0x12)).toEqual([{ kind: 'realTime', byte: 0x12 }]);
    expect(read(0x10, 0, 0, 0)).toEqual([{ kind: 'automatic', fault: null, paperLow: false }]);
    expect(read(0x00)).toEqual([{ kind: 'processed', paperLow: false, paperEnd: false }]);
    expect(read(0x03)).toEqual([{ kind: 'processed', paperLow: true, paperEnd: false }]);
  });

  it('is not believed where its fixed bits are wrong', () => {
    expect(read(0x11, 0x13, 0xff, 0x92)).toEqual([]);
  });

  it.each([
    [[0x38, 0, 0x0c, 0], 'cover-open'],
    [[0x18, 0, 0x0f, 0], 'paper-end'],
    [[0x18, 0x08, 0, 0], 'error'],
    [[0x18, 0, 0, 0], 'offline'],
  ])('names the fault of %j: %s', (bytes, fault) => {
    expect(read(...bytes)).toEqual([expect.objectContaining({ kind: 'automatic', fault })]);
  });

  it('may come in pieces, and an automatic status cut short by another reply is dropped', () => {
    const reader = createStatusReader();
    expect(reader.push(Uint8Array.of(0x10, 0))).toEqual([]);
    expect(reader.push(Uint8Array.of(0, 0))).toEqual([{ kind: 'automatic', fault: null, paperLow: false }]);
    expect(read(0x10, 0, 0x12, 0)).toEqual([
      { kind: 'realTime', byte: 0x12 },
      { kind: 'processed', paperLow: false, paperEnd: false },
    ]);
  });

  it('tells why it is off line when asked', () => {
    expect([offlineCause(0x16), offlineCause(0x32), offlineCause(0x52), offlineCause(0x12)]).toEqual([
      'cover-open',
      'paper-end',
      'error',
      null,
    ]);
    expect([isOffline(0x1a), isOffline(0x12)]).toEqual([true, false]);
    expect([paperState(0x12), paperState(0x1e), paperState(0x7e)]).toEqual(['present', 'low', 'end']);
  });

  it('never upsets the reader, whatever it is', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void createStatusReader().push(bytes)));
  });
});
