import { createHash } from 'node:crypto';
import { dirname, relative } from 'node:path';
import { build } from 'vite';
import type { Rolldown } from 'vite';
import type { Engine } from '../shared/loyalty/engine.ts';

/** An engine as one module: its text, and the name it goes by for ever. */
export type Bundle = { code: string; semantics: number; hash: string };

/**
 * Bundles an engine's entry into one readable ES module that imports nothing. The same source gives the same bytes on any
 * machine and in any folder. Throws when the module would need another, or does not tell its semantics number.
 */
export async function bundleEngine(entry: string): Promise<Bundle> {
  const code = `${banner}${withoutRegions(await bundle(entry))}`;
  const module = (await import(
    `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
  )) as Partial<Engine>;
  const { semantics } = module;
  if (semantics === undefined) throw new Error(`${entry} does not export a semantics number`);
  return { code, semantics, hash: createHash('sha256').update(code).digest('hex') };
}

const banner = `// An engine of Kopilka, frozen: records name it by the hash of these bytes. Written by "npm run freeze", edited by nobody.\n`;

async function bundle(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    root: dirname(entry),
    logLevel: 'error',
    oxc: false,
    build: {
      write: false,
      minify: false,
      target: 'es2024',
      lib: { entry, formats: ['es'] },
      // Neither the folder it stands in nor the settings of the house are part of an engine.
      rolldownOptions: { cwd: dirname(entry), tsconfig: false, external: [] },
    },
  });
  const [chunk, ...others] = outputs(result).flatMap(({ output }) => output);
  if (chunk?.type !== 'chunk' || others.length > 0) throw new Error(`${entry} does not become one module`);
  const foreign = [...chunk.imports, ...chunk.dynamicImports];
  if (foreign.length > 0) throw new Error(`an engine imports nothing, and this one imports ${foreign.join(', ')}`);
  const outside = Object.keys(chunk.modules).filter((id) => id.includes('node_modules'));
  if (outside.length > 0) throw new Error(`an engine is our own code alone: ${relative('.', outside[0]!)}`);
  return chunk.code;
}

function outputs(result: Awaited<ReturnType<typeof build>>): Rolldown.RolldownOutput[] {
  if (Array.isArray(result)) return result;
  if ('output' in result) return [result];
  throw new Error('a bundle that is watched is none');
}

/** The bundler tells where each part came from; the module must not change when a file is only moved. */
function withoutRegions(code: string): string {
  return code.replaceAll(/^\/\/#(?:end)?region.*\n/gm, '');
}
