import { readFileSync } from 'node:fs';
import { jsonProblems } from '../../shared/i18n/check.ts';
import { reasonTexts } from '../../shared/i18n/reasons.ts';
import { findingText } from '../../shared/loyalty/check/finding.ts';
import { schemaFindings } from '../../shared/loyalty/check/schema-findings.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { EventRequest } from '../../shared/protocol/happening.ts';
import type { EventReply } from '../../shared/protocol/happening.ts';
import { readJsonText } from '../../shared/protocol/json-text.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { defineCommand } from './command.ts';
import { readText } from './document.ts';
import { placeOf, placeOptions } from './hub-place.ts';

/** Tells the hub of an event of a member, and prints what came of it. */
export const event = defineCommand({
  name: 'hub event',
  summary: {
    ru: 'Сообщает хабу событие участника (анкета, визит, обмен на награду ...): файл JSON, или - со входа. Один id — один ответ.',
    en: 'Tells the hub of an event of a member (a survey, a visit, a reward asked for ...): a JSON file, or - from stdin. One id, one answer.',
  },
  positionals: ['FILE'],
  options: placeOptions,
  example: 'npx kopilka hub event event.json',
  async run({ values, positionals, terminal }) {
    const request = readRequest(positionals[0]!, terminal.locale);
    const { openDoor } = await import('./hub-door.ts');
    const door = await openDoor(placeOf(values));
    try {
      const reply = await door.event(request);
      terminal.say(values.json ? JSON.stringify(reply) : inWords(reply, terminal.locale));
    } finally {
      await door.close();
    }
    return 0;
  },
});

function readRequest(file: string, locale: Locale): EventRequest {
  const read = readJsonText(file === '-' ? readFileSync(0, 'utf8') : readText(file));
  if (!read.ok)
    throw new KopilkaError('file.notJson', { file, ...read.place, problem: jsonProblems[read.problem][locale] });
  const [fault] = schemaFindings(EventRequest, read.value);
  if (fault) throw new KopilkaError('request.invalid', { path: fault.path, problem: findingText(fault, locale) });
  return read.value as EventRequest;
}

function inWords({ id, member, reactions, rejections }: EventReply, locale: Locale): string {
  const words = locale === 'ru' ? { got: 'получает', not: 'нет' } : { got: 'gets', not: 'no' };
  const granted = reactions.flatMap(({ rule, member: who, movements, issued, terms, tier, donations }) => [
    ...movements.map(({ kind, points, wallet }) => `${who}: ${rule}: ${kind} ${points} ${wallet}`),
    ...issued.map(({ kind, promotion }) => `${who}: ${rule}: ${words.got} ${kind} ${promotion}`),
    ...terms.map(({ segment }) => `${who}: ${rule}: ${words.got} ${segment}`),
    ...donations.map(({ cause, amountMinor }) => `${who}: ${rule}: ${cause} ${amountMinor}`),
    ...(tier ? [`${who}: ${rule}: ${tier.from ?? '-'} -> ${tier.to ?? '-'}`] : []),
  ]);
  const refused = rejections.map(({ rule, reason }) => `${words.not}: ${rule}: ${reasonTexts[reason][locale]}`);
  return [`${id}: ${member}`, ...granted, ...refused].join('\n');
}
