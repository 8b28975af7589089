import { timingSafeEqual } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { HostId } from '../../shared/protocol/plugin.ts';
import { sha256 } from '../identity/hash.ts';
import type { Random } from '../ports.ts';

/**
 * Which tills may ask, by name, with the hash of the token each was given: a file of the till's data folder. A token is 256 random bits, so
 * its hash may be a quick one.
 */
const Tokens = z.record(HostId, z.string().check(z.regex(/^[0-9a-f]{64}$/, 'SHA-256')));
type Tokens = z.infer<typeof Tokens>;

const fileOf = (dataDir: string) => join(dataDir, 'plugin-tokens.json');

export function tokenNames(dataDir: string): string[] {
  return Object.keys(read(dataDir)).toSorted();
}

/** Answers the token, which is kept nowhere. Throws `plugin.nameTaken`. */
export function addToken(dataDir: string, name: string, random: Random): string {
  const tokens = read(dataDir);
  if (Object.hasOwn(tokens, name)) throw new KopilkaError('plugin.nameTaken', { name });
  const token = Buffer.from(random.bytes(32)).toString('base64url');
  write(dataDir, { ...tokens, [name]: sha256(token) });
  return token;
}

/** Throws `plugin.nameUnknown`. */
export function removeToken(dataDir: string, name: string): void {
  const { [name]: known, ...rest } = read(dataDir);
  if (known === undefined) throw new KopilkaError('plugin.nameUnknown', { name });
  write(dataDir, rest);
}

/** Whose token it is, as the file says now; null: nobody's. */
export function openTokens(dataDir: string): (token: string) => string | null {
  let seen = { stamp: '', tokens: {} as Tokens };
  return (token) => {
    const stamp = stampOf(dataDir);
    if (seen.stamp !== stamp) seen = { stamp, tokens: read(dataDir) };
    const asked = Buffer.from(sha256(token));
    let name: string | null = null;
    for (const [each, hash] of Object.entries(seen.tokens)) if (timingSafeEqual(asked, Buffer.from(hash))) name = each;
    return name;
  };
}

/** The file is replaced as a whole: another one has another number. */
function stampOf(dataDir: string): string {
  const file = statSync(fileOf(dataDir), { throwIfNoEntry: false });
  return file ? `${file.ino} ${file.mtimeMs} ${file.size}` : '';
}

/** Throws `file.unreadable` where somebody changed the file by hand. */
function read(dataDir: string): Tokens {
  const file = fileOf(dataDir);
  if (!statSync(file, { throwIfNoEntry: false })) return {};
  try {
    return Tokens.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new KopilkaError('file.unreadable', { file, problem }, { cause: error });
  }
}

function write(dataDir: string, tokens: Tokens): void {
  const file = fileOf(dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const half = openSync(`${file}.new`, 'w', 0o600);
  try {
    writeSync(half, `${JSON.stringify(tokens, null, 2)}\n`);
    fsyncSync(half);
  } finally {
    closeSync(half);
  }
  renameSync(`${file}.new`, file);
}
