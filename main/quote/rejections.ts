import type { Rejection } from '../../shared/loyalty/outcome.ts';
import { ruleName } from './words.ts';
import type { Words } from './words.ts';

/** Why rules that concerned this basket did not apply, with the comparison that decided. */
export function rejectionLines(rejections: readonly Rejection[], words: Words): string[] {
  if (rejections.length === 0) return [];
  const { texts } = words;
  const lines = rejections.map(({ rule, reason, because: [first] }) => {
    const why = first ? `; ${fill(texts.because, first)}` : '';
    return `  ${ruleName(rule, words)}: ${reason}${why}`;
  });
  return ['', texts.notApplied, ...lines];
}

function fill(template: string, values: Record<string, unknown>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}
