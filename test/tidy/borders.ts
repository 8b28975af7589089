import { isTest } from './source.ts';

/** Which layers a layer may import, besides itself. */
const mayImport: Record<string, string[]> = {
  shared: [],
  drivers: ['shared'],
  client: ['shared'],
  main: ['shared', 'drivers', 'engines', 'client'],
  hub: ['shared', 'engines'],
  renderer: ['shared', 'drivers'],
  engines: ['shared'],
};

const layers = [...Object.keys(mayImport), 'test', 'examples'];

/** The command: it starts till and hub, shows them and puts them to the test. */
function isCommand(path: string): boolean {
  return /^main\/(cli\.ts|(cli|demo|replay)\/)/.test(path);
}

/** What starts till or hub; it alone imports a composition root. */
function isEntryPoint(path: string): boolean {
  return isCommand(path) || path.startsWith('main/host/') || path === 'main/library.ts';
}

/** Why `path` may not import `imported` (a package, or a path from the root); undefined when it may. */
export function borderBroken(path: string, imported: string): string | undefined {
  if (isTest(path)) return imported === 'electron' ? 'a test that imports electron would try a download' : undefined;
  const layer = path.split('/')[0] ?? '';
  const target = imported.split('/')[0] ?? '';
  if (!(layer in mayImport)) return undefined;
  return layers.includes(target) ? ownBroken(path, layer, imported, target) : packageBroken(path, layer, imported);
}

function packageBroken(path: string, layer: string, name: string): string | undefined {
  if (layer === 'shared' && name !== 'zod/mini') return 'shared imports only shared and zod/mini';
  if (name === 'electron' && !path.startsWith('main/host/')) return 'electron is imported in main/host only';
  if (name.startsWith('node:') && reachesPage(path)) return 'this file runs in a page, where there is no Node';
  return undefined;
}

function ownBroken(path: string, layer: string, imported: string, target: string): string | undefined {
  if (isTest(imported)) return 'nothing but a test imports a test';
  if (target !== layer && !(mayImport[layer] ?? []).includes(target) && !(isCommand(path) && target === 'hub'))
    return `${layer} may not import ${target}`;
  if (/^(main\/till|hub\/hub)\.ts$/.test(imported) && !isEntryPoint(path))
    return 'a composition root is imported by entry points only';
  if (target === 'drivers' && imported.endsWith('.node.ts') && reachesPage(path))
    return 'this file runs in a page, where there is no Node';
  if (target === 'drivers' && imported.endsWith('.dom.ts') && !reachesPageOnly(path))
    return 'a .dom.ts driver runs in a page only';
  return undefined;
}

function reachesPageOnly(path: string): boolean {
  return path.startsWith('renderer/') || path.endsWith('.dom.ts');
}

/** A page, a .dom.ts driver, or a driver that may run anywhere. */
function reachesPage(path: string): boolean {
  return reachesPageOnly(path) || (path.startsWith('drivers/') && !path.endsWith('.node.ts'));
}
