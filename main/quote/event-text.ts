import { formatMoment, formatMoney } from '../../shared/i18n/format.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { valueWords } from '../../shared/i18n/programme-words.ts';
import type { EventFacts, ReactOutcome, Reaction } from '../../shared/loyalty/engine.ts';
import type { Message } from '../../shared/loyalty/outcome.ts';
import { pointRows, rightRows } from './rows.ts';
import type { Row } from './rows.ts';
import type { Quoted } from './run.ts';
import { namesOf, ruleName } from './words.ts';
import type { Words } from './words.ts';

/** What happened, with the name of what it is about: `a survey (taste)`. */
export function eventName({ kind, name }: Pick<EventFacts, 'kind' | 'name'>, locale: Locale): string {
  const what = valueWords[kind]?.[locale] ?? kind;
  return name === undefined ? what : `${what} (${name})`;
}

/** What others are told of an event is theirs to hear. */
export function messagesOf({ kind, outcome, facts }: Quoted): readonly Message[] {
  if (kind !== 'event') return outcome.messages;
  return outcome.reactions.filter(({ member }) => member === facts.member.id).flatMap(({ messages }) => messages);
}

/** What each rule brought to whom. */
export function eventRows({ reactions }: ReactOutcome, member: string, words: Words): Row[] {
  return reactions.flatMap((reaction): Row[] => {
    const whom = reaction.member === member ? '' : ` → ${reaction.member}`;
    const rule = reaction.rule === 'referral' ? words.texts.referral : ruleName(reaction.rule, words);
    return [[`${rule}${whom}`, ''], ...reactionRows(reaction, words)];
  });
}

function reactionRows(reaction: Reaction, words: Words): Row[] {
  const { texts, locale, programme } = words;
  const { movements, issued, terms, donations, tier } = reaction;
  const { name } = namesOf(programme, locale);
  return [
    ...pointRows(
      `  ${texts.spent}`,
      movements.filter(({ kind }) => kind === 'redeem'),
      words,
    ),
    ...pointRows(
      `  ${texts.earned}`,
      movements.filter(({ kind }) => kind === 'accrue'),
      words,
    ),
    ...rightRows(issued, words).map(([left, right]): Row => [`  ${left}`, right]),
    ...terms.map(({ segment, until }): Row => {
      const end = until === undefined ? '' : ` ${texts.until} ${formatMoment(until, locale)}`;
      return [`  ${texts.segment} ${name(segment)}${end}`, ''];
    }),
    ...donations.map(({ cause, amountMinor }): Row => [
      `  ${texts.donated} ${name(cause)}`,
      formatMoney(amountMinor, locale),
    ]),
    ...(tier ? [[`  ${texts.tier} ${name(tier.to ?? '')}`, ''] as const] : []),
  ];
}
