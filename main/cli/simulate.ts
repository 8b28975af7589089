import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { defineCommand } from './command.ts';

/** The simulator holds both programs in one process, as only a test may: it comes with a clone, not with a package. */
const program = fileURLToPath(new URL('../../test/simulation/command.ts', import.meta.url));

export const command = defineCommand({
  name: 'simulate',
  summary: {
    ru: 'Сеть касс в виртуальном времени: обрывы, сбои, чужие часы, копии из резервных; проверяет, что ничего не потеряно.',
    en: 'A chain of tills in virtual time: cuts, crashes, wrong clocks, old copies; proves that nothing is lost.',
  },
  options: {
    seeds: { type: 'string', value: '100', help: { ru: 'сколько прогонов', en: 'how many runs' } },
    seed: { type: 'string', value: '1', help: { ru: 'первое число', en: 'the first number' } },
    mutants: {
      type: 'boolean',
      help: { ru: 'ещё и намеренные ошибки: все ли замечены', en: 'deliberate mistakes too: whether all are seen' },
    },
    json: { type: 'boolean', help: { ru: 'ответ одним объектом JSON', en: 'answer with one JSON object' } },
  },
  example: 'npx kopilka simulate --seeds 100 --json',
  run({ values: { seeds, seed, mutants, json } }) {
    if (!existsSync(program)) throw new KopilkaError('file.unreadable', { file: program, problem: 'ENOENT' });
    const words = [
      ...(seeds === undefined ? [] : ['--seeds', seeds]),
      ...(seed === undefined ? [] : ['--seed', seed]),
      ...(mutants ? ['--mutants'] : []),
      ...(json ? ['--json'] : []),
    ];
    const child = spawn(process.execPath, [program, ...words], { stdio: 'inherit' });
    return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
  },
});
