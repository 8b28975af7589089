import type { FactId, ReasonId } from '../reasons.ts';
import type { Condition, Context } from './types.ts';

/** The value a fact has is one of those that are expected. */
export function oneOf(
  reason: ReasonId,
  fact: FactId,
  expected: readonly (string | boolean)[],
  read: (context: Context) => string | boolean | null | undefined,
): Condition {
  return {
    reason,
    fact,
    operator: 'oneOf',
    expected,
    actual: (context) => read(context) ?? null,
    holds: (context) => {
      const value = read(context);
      return value !== null && value !== undefined && expected.includes(value);
    },
  };
}

/** A number that is known and not above (below) the expected one. */
export function bounded(
  reason: ReasonId,
  fact: FactId,
  operator: 'atMost' | 'under',
  expected: number,
  read: (context: Context) => number | null,
): Condition {
  return {
    reason,
    fact,
    operator,
    expected,
    actual: read,
    holds: (context) => {
      const value = read(context);
      return value !== null && (operator === 'under' ? value < expected : value <= expected);
    },
  };
}

/** Over: more than. At least: as much or more. */
export function reaches(value: number, operator: 'over' | 'atLeast', expected: number): boolean {
  return operator === 'over' ? value > expected : value >= expected;
}
