import { defineCommand } from './command.ts';
import { momentOf, placeOf, placeOptions } from './hub-place.ts';

export const jobs = defineCommand({
  name: 'hub jobs',
  summary: {
    ru: 'Делает всё, чему пришёл срок: сегменты, даты, молчание, пересмотр уровней, сгорание. Дважды ничего не делает.',
    en: 'Does all that is due: segments, dates, silence, reviews of tiers, expiry. Nothing is done twice.',
  },
  options: {
    ...placeOptions,
    at: {
      type: 'string',
      value: 'MOMENT',
      help: {
        ru: 'как бы в этот момент (работающий хаб: только с --clock manual)',
        en: 'as of this moment (of a hub that runs: with --clock manual only)',
      },
    },
  },
  example: 'npx kopilka hub jobs --json',
  async run({ values, terminal }) {
    const at = values.at === undefined ? undefined : momentOf('--at', values.at);
    const { openDoor } = await import('./hub-door.ts');
    const door = await openDoor({ ...placeOf(values), at });
    try {
      const reply = await door.runJobs(at);
      if (values.json) terminal.say(JSON.stringify(reply));
      else {
        const ru = terminal.locale === 'ru';
        for (const { day, members, segments, events } of reply.days) {
          const told = Object.entries(events).map(([kind, count]) => `${kind} ${count}`);
          terminal.say(
            `${day}: ${ru ? 'участников' : 'members'} ${members}, ${ru ? 'сегменты' : 'segments'} ${segments}, ${told.join(', ') || '-'}`,
          );
        }
        terminal.say(`${ru ? 'баллы сгорели у' : 'points lapsed of'} ${reply.expired}`);
      }
    } finally {
      await door.close();
    }
    return 0;
  },
});
