import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../shared/protocol/canonical.ts';
import { firstPrev } from '../../shared/protocol/journal.ts';
import { at } from '../../test/store/journals.ts';
import { sha256 } from '../identity/hash.ts';
import { firstBreak } from './chain.ts';
import type { Row } from './records.ts';

type Place = { ord: number; epoch: string; seq: number; prev: string };

/** A row whose bytes are in order with themselves, wherever it claims to stand. */
function row({ ord, epoch, seq, prev }: Place): Row {
  const body = { kind: 'receipt.resumed', receipt: `r${ord}` };
  const bytes = Buffer.from(canonicalJson({ v: 1, till: 't', epoch, seq, prev, at, shift: null, cashier: null, body }));
  return { ord, epoch, seq, hash: sha256(bytes), kind: 'receipt.resumed', bytes };
}

function chain(places: [epoch: string, seq: number][], firstOrd = 1): Row[] {
  let prev = firstPrev;
  return places.map(([epoch, seq], index) => {
    const made = row({ ord: firstOrd + index, epoch, seq, prev });
    prev = made.hash;
    return made;
  });
}

describe('the chain of records', () => {
  it('holds over epochs, and from any record on', () => {
    const rows = chain([
      ['a', 1],
      ['a', 2],
      ['b', 1],
      ['b', 2],
    ]);
    expect(firstBreak(rows)).toBeNull();
    expect(firstBreak(rows.slice(2))).toBeNull();
    expect(firstBreak([])).toBeNull();
  });

  it.each<[string, (rows: Row[]) => Row[]]>([
    ['a record is missing', (rows) => rows.filter(({ ord }) => ord !== 2)],
    ['a record stands twice', (rows) => [...rows.slice(0, 2), ...rows.slice(1)]],
    ['two have changed places', ([first, second, ...rest]) => [second!, first!, ...rest]],
    [
      'a byte is another',
      ([first, second, ...rest]) => [
        first!,
        { ...second!, bytes: Buffer.from(String(second!.bytes).replace('r2', 'r3')) },
        ...rest,
      ],
    ],
    ['a hash is another', ([first, second, ...rest]) => [first!, { ...second!, hash: first!.hash }, ...rest]],
    [
      'a row says another place than its bytes',
      ([first, second, ...rest]) => [first!, { ...second!, seq: 7 }, ...rest],
    ],
    [
      'seq leaves one out',
      () =>
        chain([
          ['a', 1],
          ['a', 3],
        ]),
    ],
    [
      'an epoch does not begin at 1',
      () =>
        chain([
          ['a', 1],
          ['b', 2],
        ]),
    ],
    [
      'the journal does not begin at its beginning',
      () =>
        chain([
          ['a', 2],
          ['a', 3],
        ]),
    ],
    ['the first record follows something', () => [row({ ord: 1, epoch: 'a', seq: 1, prev: 'f'.repeat(64) })]],
    ['rows are not counted through', (rows) => rows.map((each) => ({ ...each, ord: each.ord * 2 }))],
  ])('is broken where %s', (_name, broken) => {
    expect(
      firstBreak(
        broken(
          chain([
            ['a', 1],
            ['a', 2],
            ['a', 3],
          ]),
        ),
      ),
    ).not.toBeNull();
  });
});
