import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KopilkaError } from '../../../shared/protocol/errors.ts';
import { parsePluginAddress, pluginUrlFile } from '../../plugin/address.ts';
import { openPluginServer } from '../../plugin/server.ts';
import { openTokens, tokenNames } from '../../plugin/tokens.ts';
import { nodePorts } from '../../ports.node.ts';
import type { Till } from '../../till.ts';
import type { Terminal } from '../command.ts';

/** Takes calls of other tills at `place` until it is closed. Throws `device.cannotOpen` for a port that is taken. */
export async function servePlugin(
  till: Till,
  { place, dataDir }: { place: string; dataDir: string },
  terminal: Terminal,
  report: (error: unknown) => void,
): Promise<{ close(): Promise<void> }> {
  const { plugin, subscribe } = till;
  const parts = { plugin, subscribe, hostOf: openTokens(dataDir), timers: nodePorts.timers, report };
  const server = await openPluginServer(parsePluginAddress(place)!, parts).catch((error: unknown) => {
    const problem = error instanceof Error ? error.message : String(error);
    throw new KopilkaError('device.cannotOpen', { place, problem }, { cause: error });
  });
  const file = join(dataDir, pluginUrlFile);
  writeFileSync(file, `${server.url}\n`, { mode: 0o600 });
  const count = tokenNames(dataDir).length;
  const told = {
    ru: `Другие кассы: ${server.url} (ключей: ${count}; новый — kopilka plugin add)`,
    en: `Other tills: ${server.url} (tokens: ${count}; another by kopilka plugin add)`,
  };
  terminal.tell(told[terminal.locale]);
  return {
    async close() {
      rmSync(file, { force: true });
      await server.close();
    },
  };
}
