import { KopilkaError } from '../../shared/protocol/errors.ts';

/** For how long a hub keeps what few ask for; its database remembers it. */
export const retentionOptions = {
  'feed-days': {
    type: 'string',
    value: 'DAYS',
    help: {
      ru: 'сколько дней помнить прежнее в лентах магазинов (180); хаб запоминает',
      en: 'for how many days the feeds remember what was before (180); the hub keeps it',
    },
  },
  'visit-days': {
    type: 'string',
    value: 'DAYS',
    help: {
      ru: 'через сколько дней без визита магазин забывает, кто участник (730); хаб запоминает',
      en: 'after how many days without a visit a shop forgets who a member is (730); the hub keeps it',
    },
  },
} as const;

const longest = 36_500;

/** Throws `usage.value`. */
export function retentionOf(values: { 'feed-days': string | undefined; 'visit-days': string | undefined }): {
  feedDays?: number;
  visitDays?: number;
} {
  const feedDays = daysOf('--feed-days', values['feed-days']);
  const visitDays = daysOf('--visit-days', values['visit-days']);
  return { ...(feedDays === undefined ? {} : { feedDays }), ...(visitDays === undefined ? {} : { visitDays }) };
}

function daysOf(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const days = Number(value);
  if (/^\d+$/.test(value) && days >= 1 && days <= longest) return days;
  throw new KopilkaError('usage.value', { option, wanted: `1-${longest}`, value });
}
