import { KopilkaError } from '../../shared/protocol/errors.ts';
import { HubKeys, tillKeyText } from '../../shared/protocol/hub.ts';
import type { TillKeyRequest } from '../../shared/protocol/hub.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import { isSignedByHub } from '../identity/hub-key.ts';
import type { Identity } from '../identity/till-key.ts';
import type { Client } from './client.ts';

const timeoutMs = 10_000;

/** The key of now, which the pinned one vouches for through each that came between. Throws `hub.otherKey` where it does not. */
export async function newestHubKey(client: Client, pinned: string): Promise<string> {
  const { rotations } = await client.call({ path: '/v1/hub-keys', reply: HubKeys, as: null, timeoutMs });
  let key = pinned;
  for (const { hubKey, by, signature } of rotations) {
    if (by === key && isSignedByHub(key, signatureTags.hubKey + hubKey, signature)) key = hubKey;
  }
  if (key === pinned) throw new KopilkaError('hub.otherKey');
  return key;
}

/** What a till says to be known by its next key. */
export function tillKeyRequest(till: string, current: Identity, next: Identity): TillKeyRequest {
  const { publicKey } = next;
  const text = signatureTags.tillKey + tillKeyText(till, publicKey);
  return { publicKey, signature: current.sign(text), proof: next.sign(text) };
}
