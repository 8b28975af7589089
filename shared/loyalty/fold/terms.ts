import type { Account } from '../account.ts';
import type { SegmentTerm } from '../facts.ts';
import { setList } from './lists.ts';

/** Segments for a time. */

export function isInForce({ from, until }: Pick<SegmentTerm, 'from' | 'until'>, atMs: number): boolean {
  return (from === undefined || Date.parse(from) <= atMs) && !isOver({ until }, atMs);
}

function isOver({ until }: Pick<SegmentTerm, 'until'>, atMs: number): boolean {
  return until !== undefined && Date.parse(until) <= atMs;
}

/** A receipt takes one of the purchases of each term in force; those that are used up or over are dropped. */
export function countTerms(draft: Account, moment: string): void {
  if (draft.terms === undefined) return;
  const atMs = Date.parse(moment);
  const left = draft.terms.flatMap((term): SegmentTerm[] => {
    if (term.purchases === undefined || !isInForce(term, atMs)) return [term];
    return term.purchases > 1 ? [{ ...term, purchases: term.purchases - 1 }] : [];
  });
  setList(draft, 'terms', left);
  dropTerms(draft, atMs);
}

export function dropTerms(draft: Account, atMs: number): void {
  if (draft.terms?.some((term) => isOver(term, atMs)))
    setList(
      draft,
      'terms',
      draft.terms.filter((term) => !isOver(term, atMs)),
    );
}

export function addTerms(draft: Account, terms: readonly SegmentTerm[] = []): void {
  if (terms.length > 0) draft.terms = [...(draft.terms ?? []), ...terms];
}

export function endTerms(draft: Account, ended: readonly string[] = []): void {
  if (draft.terms === undefined || ended.length === 0) return;
  setList(
    draft,
    'terms',
    draft.terms.filter(({ by }) => !ended.includes(by)),
  );
}

/** Gives a purchase back to terms that counted it. */
export function restoreTerms(draft: Account, terms: readonly SegmentTerm[] = []): void {
  for (const term of terms) {
    const isSame = ({ by, segment }: SegmentTerm) => by === term.by && segment === term.segment;
    if (!draft.terms?.some(isSame)) addTerms(draft, [term]);
    else
      draft.terms = draft.terms.map((each) =>
        isSame(each) && each.purchases !== undefined ? { ...each, purchases: each.purchases + 1 } : each,
      );
  }
}
