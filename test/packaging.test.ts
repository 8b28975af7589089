import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const config = readFileSync(join(import.meta.dirname, '..', 'electron-builder.yml'), 'utf8');

/** The lines under a top-level key of the file, unindented. */
function block(key: string): string[] {
  const lines = config.split('\n');
  const start = lines.indexOf(`${key}:`) + 1;
  const end = lines.findIndex((line, index) => index >= start && /^\S/.test(line) && !line.startsWith('#'));
  return lines.slice(start, end).map((line) => line.trim());
}

describe('the packed till', () => {
  it('has every fuse set: no way in for other code, cookies encrypted, only the checked archive loads', () => {
    expect(Object.fromEntries(block('electronFuses').map((line) => line.split(': ')))).toEqual({
      runAsNode: 'false',
      enableNodeOptionsEnvironmentVariable: 'false',
      enableNodeCliInspectArguments: 'false',
      grantFileProtocolExtraPrivileges: 'false',
      enableCookieEncryption: 'true',
      enableEmbeddedAsarIntegrityValidation: 'true',
      onlyLoadAppFromAsar: 'true',
    });
  });

  it('keeps native modules outside the archive, where they can be loaded', () => {
    const unpacked = block('asarUnpack').join('\n');
    for (const module of ['better-sqlite3', '@serialport/bindings-cpp', '@resvg'])
      expect(unpacked).toContain(`node_modules/${module}/`);
  });
});
