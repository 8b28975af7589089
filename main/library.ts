import { clientOver, PluginRefusal } from '../client/client.ts';
import type { Client } from '../client/client.ts';
import { checkForm } from '../shared/protocol/check-form.ts';
import { KopilkaError } from '../shared/protocol/errors.ts';
import { pluginCalls, statusOf } from '../shared/protocol/plugin-api.ts';
import { refusalOf } from '../shared/protocol/plugin-refusal.ts';
import { HostId } from '../shared/protocol/plugin.ts';
import { openTillAsSet } from './cli/till/open.ts';
import { tillSettings } from './cli/till/settings.ts';
import type { TillSettings } from './cli/till/settings.ts';
import type { PluginService } from './plugin/service.ts';
import { checkBody } from './plugin/text.ts';

/** The till as a part of another program, with no page and no port: `kopilka/till`. */

export type { Client } from '../client/client.ts';
export { PluginRefusal } from '../client/client.ts';

export type TillConfig = Pick<TillSettings, 'till' | 'hub'> &
  Partial<TillSettings> & {
    /** Its own, of no other process. What is set is remembered there. */
    dataDir: string;
    /** Of the till's key: not inside the data folder. */
    keyDir: string;
    /** Told of failures nobody asked for. */
    report?: (error: unknown) => void;
  };

export type LibraryTill = {
  /** Introduces it to its hub, once, with code and fingerprint of `kopilka hub enrol-code`. Resolves when it knows its shop. */
  enrol(ticket: { code: string; fingerprint: string }): Promise<void>;
  /** What a host of that name may ask: the calls of `kopilka/client`, and the same refusals. */
  as(host: string): Client;
  close(): Promise<void>;
};

/** Throws what opening a journal throws, and `usage.value` for settings that are none. */
export function openTill({ dataDir, keyDir, report = raise, ...given }: TillConfig): LibraryTill {
  const settings = tillSettings(dataDir, given, 'en');
  const { sync, plugin, subscribe, close } = openTillAsSet({ dataDir, keyDir, settings }, report);
  return {
    async enrol(ticket) {
      await sync?.enrol(ticket);
      await new Promise<void>((resolve) => {
        if (sync?.status().state === 'online') return resolve();
        const stop = subscribe((event) => {
          if (event.topic !== 'status' || event.data.hub.state !== 'online') return;
          stop();
          resolve();
        });
      });
    },
    as: (host) => clientIn(plugin, checkForm(HostId, host)),
    close,
  };
}

/** Nobody is there to be told: it ends the program, as an error does that nobody catches. */
function raise(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

type AnyAnswer = (asked: { host: string; id: string; body: unknown }) => unknown;

function clientIn(plugin: PluginService, host: string): Client {
  return clientOver(async (name, body, id = '') => {
    const call = pluginCalls[name];
    try {
      const told: unknown = 'body' in call ? checkBody<unknown>(call.body, body) : undefined;
      const answer = plugin[name] as AnyAnswer;
      return (await answer({ host, id, body: told })) as never;
    } catch (error) {
      if (error instanceof KopilkaError) throw new PluginRefusal(refusalOf(error), statusOf(error.code));
      throw error;
    }
  });
}
