import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { ImportLine } from '../../shared/protocol/hub.ts';
import type { DemoCode } from '../../shared/protocol/page.ts';
import { cornerShop } from './shop.ts';
import type { DemoShop } from './shop.ts';

const goodsShown = 8;

/**
 * The shop of a folder like those of examples/: programme.json, and shop.ndjson as `kopilka hub import` takes it. Its first till is
 * opened and its first cashier signed in. Throws `file.unreadable`, `import.invalid`.
 */
function folderShop(folder: string): DemoShop {
  const lines = readLines(join(folder, 'shop.ndjson'));
  const ids = (kind: ImportLine['kind']) =>
    lines.filter((line) => line.kind === kind).map(({ doc }) => String(doc['id']));
  const [till] = ids('till');
  const [cashier] = ids('cashier');
  if (till === undefined || cashier === undefined) {
    const problem = till === undefined ? 'no line of kind till' : 'no line of kind cashier';
    throw new KopilkaError('import.invalid', { line: lines.length, path: 'kind', problem });
  }
  return {
    lines: () => lines,
    programme: () => readText(join(folder, 'programme.json')),
    till,
    cashier,
    codes: codesOf(lines),
  };
}

/** The shop of a folder, or that of `npm start`. */
export function shopIn(folder: string | undefined): DemoShop {
  return folder === undefined ? cornerShop() : folderShop(folder);
}

function readLines(file: string): ImportLine[] {
  return readText(file)
    .split('\n')
    .flatMap((text, index): ImportLine[] => {
      if (text.trim() === '') return [];
      try {
        return [ImportLine.parse(JSON.parse(text))];
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        throw new KopilkaError('import.invalid', { line: index + 1, path: '$', problem }, { cause: error });
      }
    });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new KopilkaError('file.unreadable', { file, problem }, { cause: error });
  }
}

type Named = { name?: string | { ru: string; en: string }; barcodes?: string[]; cards?: string[]; sku?: string };

/** The first goods and every member's card, to click on. */
function codesOf(lines: readonly ImportLine[]): DemoCode[] {
  const docs = (kind: ImportLine['kind']) => lines.filter((line) => line.kind === kind).map(({ doc }) => doc as Named);
  const named = (name: Named['name']) => (typeof name === 'string' ? { ru: name, en: name } : name);
  const code = (group: DemoCode['group'], value: string | undefined, { name }: Named): DemoCode[] =>
    value === undefined ? [] : [{ group, code: value, name: named(name) ?? { ru: value, en: value } }];
  return [
    ...docs('good')
      .slice(0, goodsShown)
      .flatMap((good) => code('good', good.barcodes?.[0] ?? good.sku, good)),
    ...docs('member').flatMap((member) => code('member', member.cards?.[0], member)),
  ];
}
