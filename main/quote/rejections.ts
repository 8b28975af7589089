import { formatPoints } from '../../shared/i18n/format.ts';
import { tellMessage, tellRejection } from '../../shared/i18n/tell-reasons.ts';
import type { Names } from '../../shared/i18n/tell-reasons.ts';
import type { Message, Rejection } from '../../shared/loyalty/outcome.ts';
import { ruleName } from './words.ts';
import type { Words } from './words.ts';

/** Why rules that concerned this basket did not apply, one a line. */
export function rejectionLines(rejections: readonly Rejection[], words: Words): string[] {
  if (rejections.length === 0) return [];
  const names = namesOf(words);
  const lines = rejections.map((each) => `  ${ruleName(each.rule, words)}: ${tellRejection(each, names)}`);
  return ['', words.texts.notApplied, ...lines];
}

export function messageLines(messages: readonly Message[], words: Words): string[] {
  return messages.map((message) => tellMessage(message, namesOf(words)));
}

function namesOf(words: Words): Names {
  const { programme, locale } = words;
  const segments = programme.segments ?? [];
  return {
    locale,
    name: (id) => segments.find((segment) => segment.id === id)?.name[locale] ?? ruleName(id, words),
    points: (points, wallet) => {
      const scale = programme.wallets.find(({ id }) => id === wallet)?.scale ?? 0;
      return `${formatPoints(points, scale, locale)} ${ruleName(wallet, words)}`;
    },
  };
}
