import { newestEngine } from '../../engines/index.ts';
import { tellEffect } from '../../shared/i18n/effects.ts';
import { explainTexts } from '../../shared/i18n/quote.ts';
import { tellBecause, tellMessage, tellRejection } from '../../shared/i18n/tell-reasons.ts';
import type { Names } from '../../shared/i18n/tell-reasons.ts';
import type { Rejection } from '../../shared/loyalty/outcome.ts';
import { nearest } from '../../shared/loyalty/check/nearest.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { answerRequest } from '../quote/answer.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { messagesOf } from '../quote/event-text.ts';
import type { Quoted } from '../quote/run.ts';
import { namesOf } from '../quote/words.ts';
import { defineCommand } from './command.ts';
import { readJson } from './document.ts';

export const command = defineCommand({
  name: 'explain',
  summary: {
    ru: 'Рассказывает, почему у запроса quote такой результат: что сработало, с чем сравнили и что не сработало.',
    en: 'Tells why a quote request comes to what it does: what applied, what was compared, and what did not apply.',
  },
  positionals: ['FILE'],
  options: {
    rule: {
      type: 'string',
      value: 'ID',
      help: {
        ru: 'только об этой акции, даже если её товаров нет в чеке',
        en: 'this promotion alone, even if the receipt has none of its goods',
      },
    },
    json: { type: 'boolean', help: { ru: 'ответ в JSON', en: 'answer in JSON' } },
  },
  example: 'npx kopilka explain docs/quote/01-sale.json --lang ru',
  async run({ values, positionals, terminal }) {
    const { locale } = terminal;
    const { answered } = answerRequest(readJson(positionals[0]!, locale), locale);
    const told = answered.map((quoted) => tell(quoted, namesOf(quoted.programme, locale), values.rule));
    if (values.json) terminal.say(JSON.stringify(told, null, 2));
    else terminal.say(told.map((each) => textOf(each, explainTexts[locale])).join('\n\n'));
    return 0;
  },
});

type Told = {
  receipt: string;
  applied: ReturnType<typeof tellEffect>[];
  refused: { text: string; because: string[] }[];
  messages: string[];
};

function tell(quoted: Quoted, names: Names, rule: string | undefined): Told {
  const { outcome } = quoted;
  const rejections = rule === undefined ? outcome.rejections : rejectionsOf(quoted, rule);
  const effects = outcome.effects.filter((effect) => rule === undefined || effect.rule === rule);
  return {
    receipt: 'receipt' in quoted.facts ? quoted.facts.receipt : quoted.facts.id,
    applied: effects.map((effect) => tellEffect(effect, names)),
    refused: rejections.map((rejection) => ({
      text: `${names.name(rejection.rule)}: ${tellRejection(rejection, names)}`,
      because: rejection.because.map((because) => tellBecause(because, rejection.rule, names)),
    })),
    messages: rule === undefined ? messagesOf(quoted).map((message) => tellMessage(message, names)) : [],
  };
}

/** What effects and rejections may name. */
function rulesOf(programme: Programme): string[] {
  const { promotions, wallets, tiers = [], activities = [], challenges = [] } = programme;
  const { links = [], rewards = [], conversions = [] } = programme;
  return [...promotions, ...wallets, ...tiers, ...activities, ...challenges, ...links, ...rewards, ...conversions].map(
    ({ id }) => id,
  );
}

/** Throws `explain.unknownRule`. */
function rejectionsOf({ kind, programme, facts, outcome }: Quoted, rule: string): Rejection[] {
  const known = rulesOf(programme);
  const engine = newestEngine();
  const isPromotion = programme.promotions.some(({ id }) => id === rule);
  if (!known.includes(rule))
    throw new KopilkaError('explain.unknownRule', { rule, near: nearest(rule, known) ?? known.join(', ') });
  if (kind !== 'sale' || !isPromotion) return outcome.rejections.filter((each) => each.rule === rule);
  const rejection = engine.explain(engine.compile(programme), facts, rule);
  return rejection ? [rejection] : [];
}

function textOf({ receipt, applied, refused, messages }: Told, texts: (typeof explainTexts)['en']): string {
  const indent = (lines: readonly string[], by: string) => lines.map((line) => `${by}${line}`);
  return [
    texts.title.replace('{receipt}', receipt),
    ...(applied.length + refused.length === 0 ? [texts.nothing] : []),
    ...applied.flatMap(({ text, allocations, because }) => [
      text,
      ...indent(allocations, '    '),
      ...(because.length > 0 ? [`  ${texts.because}`, ...indent(because, '    ')] : []),
    ]),
    ...messages,
    ...(refused.length > 0 ? ['', texts.refused] : []),
    ...refused.flatMap(({ text, because }) => [`  ${text}`, ...indent(because, '    ')]),
  ].join('\n');
}
