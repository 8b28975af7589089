import { errorText } from './errors.ts';
import type { KopilkaError } from './errors.ts';
import type { Refusal } from './plugin-answers.ts';

/** An error as a host is told it, whichever way it asked. */
export function refusalOf({ code, args }: KopilkaError): Refusal {
  return { code, message: { ru: errorText(code, args, 'ru'), en: errorText(code, args, 'en') }, args };
}
