import { tellMessage, tellRejection } from '../../shared/i18n/tell-reasons.ts';
import type { Message, Rejection } from '../../shared/loyalty/outcome.ts';
import { namesOf, ruleName } from './words.ts';
import type { Words } from './words.ts';

/** Why rules that concerned this basket did not apply, one a line. */
export function rejectionLines(rejections: readonly Rejection[], words: Words): string[] {
  if (rejections.length === 0) return [];
  const names = namesOf(words.programme, words.locale);
  const lines = rejections.map((each) => `  ${ruleName(each.rule, words)}: ${tellRejection(each, names)}`);
  return ['', words.texts.notApplied, ...lines];
}

export function messageLines(messages: readonly Message[], words: Words): string[] {
  return messages.map((message) => tellMessage(message, namesOf(words.programme, words.locale)));
}
