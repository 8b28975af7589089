import { KopilkaError } from '../../../shared/protocol/errors.ts';
import { extremes } from '../extremes.ts';
import { sales } from '../states.ts';
import type { WalkState } from './state.ts';

const still = { keys: [], touch: [], isExtreme: true } as const;

/** What no layout may break of. */
export const extreme: WalkState[] = [
  {
    ...still,
    name: 'extreme-lines',
    caption: 'Three hundred lines with names that fit nowhere: the last one in view.',
    sale: sales.many,
    seen: '.row:nth-child(300)',
  },
  {
    ...still,
    name: 'extreme-sums',
    caption: 'Sums of nine digits, and a debt.',
    sale: extremes.hugeSums,
    seen: '.total-sum',
  },
  {
    ...still,
    name: 'extreme-zero',
    caption: 'Nothing to pay: one key finishes.',
    sale: extremes.zeroTotal,
    seen: '.pay-finish',
  },
  {
    ...still,
    name: 'extreme-names',
    caption: 'Names without end.',
    sale: extremes.endlessNames,
    seen: '.row',
  },
  {
    ...still,
    name: 'extreme-right-to-left',
    caption: 'Names that read from the right.',
    sale: extremes.rightToLeft,
    seen: '.row',
  },
  {
    ...still,
    name: 'extreme-no-picture',
    caption: 'A receipt whose picture is gone: an empty sheet, and why.',
    sale: sales.done,
    script: {
      'receipt.picture': () => {
        throw new KopilkaError('receipt.paperGone');
      },
    },
    seen: '.done',
  },
];
