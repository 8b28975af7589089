import { answerRequest } from '../quote/answer.ts';
import { quoteText } from '../quote/text.ts';
import { defineCommand } from './command.ts';
import { readJson } from './document.ts';

export const command = defineCommand({
  name: 'quote',
  summary: {
    ru: 'Считает продажу или возврат из файла запроса и ничего не записывает. Формат описан в docs/quote.',
    en: 'Computes the sale or return of a request file and commits nothing. docs/quote tells the format.',
  },
  positionals: ['FILE'],
  options: {
    json: {
      type: 'boolean',
      help: { ru: 'ответ в JSON, со всеми причинами', en: 'answer in JSON, with every reason' },
    },
  },
  example: 'npx kopilka quote docs/quote/01-sale.json',
  async run({ values, positionals, terminal }) {
    const { locale } = terminal;
    const { answered, isList } = answerRequest(readJson(positionals[0]!, locale), locale);
    if (values.json) {
      const outcomes = answered.map(({ outcome }) => outcome);
      terminal.say(JSON.stringify(isList ? outcomes : outcomes[0], null, 2));
    } else {
      const texts = answered.map((each, index) => quoteText(each, locale, isList ? index + 1 : undefined));
      terminal.say(texts.join('\n\n'));
    }
    return 0;
  },
});
