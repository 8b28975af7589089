import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KopilkaError } from '../../shared/protocol/errors.ts';

export const storeOption = {
  type: 'string',
  value: 'URL',
  help: {
    ru: 'база хаба: postgres://user@host/base, пароль из PGPASSWORD; папка её запоминает (по умолчанию файл в папке)',
    en: "the hub's database: postgres://user@host/base, password from PGPASSWORD; the folder remembers it (by default a file in the folder)",
  },
} as const;

export const fileOf = (data: string) => join(data, 'hub.db');
const storeFile = (data: string) => join(data, 'store.url');

/** The PostgreSQL database of a folder's hub; undefined: hub.db in the folder. Throws `usage.value`, `hub.notEmpty`. */
export function storeOf(data: string, given: string | undefined): string | undefined {
  if (given === undefined)
    return existsSync(storeFile(data)) ? readFileSync(storeFile(data), 'utf8').trim() : undefined;
  if (existsSync(fileOf(data))) throw new KopilkaError('hub.notEmpty', { place: fileOf(data) });
  rememberStore(data, storeUrl('--store', given));
  return given;
}

export function storeUrl(option: string, value: string): string {
  if (/^postgres(ql)?:\/\//.test(value) && URL.canParse(value)) return value;
  throw new KopilkaError('usage.value', { option, wanted: 'postgres://user@host/base', value });
}

export function rememberStore(data: string, url: string): void {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writeFileSync(storeFile(data), `${url}\n`, { mode: 0o600 });
}

/** What `openHub` is told of it. */
export function postgresOf(data: string): { postgres?: { url: string } } {
  const url = storeOf(data, undefined);
  return url === undefined ? {} : { postgres: { url } };
}
