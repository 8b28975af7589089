import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Mutant } from './list.ts';

const root = join(import.meta.dirname, '../../..');

/** From now on this process reads the file with the mistake in it. Throws where its text does not stand there once. */
export function loadMutant({ name, file, from, to }: Mutant): void {
  const wanted = pathToFileURL(join(root, file)).href;
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (url !== wanted) return loaded;
      return {
        ...loaded,
        source: withMistake(Buffer.from(loaded.source as Uint8Array).toString(), { name, from, to }),
      };
    },
  });
}

export function withMistake(source: string, { name, from, to }: Pick<Mutant, 'name' | 'from' | 'to'>): string {
  const places = source.split(from).length - 1;
  if (places !== 1) throw new Error(`${name}: its text stands ${places} times there, not once`);
  return source.replace(from, () => to);
}
