import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { stopPostgres } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where this run's PostgreSQL lives, once a test asked for it. */
    postgresFolder: string;
  }
}

/** Keeps a place for the PostgreSQL that tests may ask for, and takes it away after the last of them. */
export default function setup({ provide }: TestProject): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka postgres-'));
  provide('postgresFolder', folder);
  return async () => {
    await stopPostgres(folder);
    rmSync(folder, { recursive: true, force: true });
  };
}
