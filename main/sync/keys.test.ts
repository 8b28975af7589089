import { expect, it } from 'vitest';
import type { HubKeys } from '../../shared/protocol/hub.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import { identityOf } from '../identity/till-key.ts';
import type { Identity } from '../identity/till-key.ts';
import type { Client } from './client.ts';
import { newestHubKey } from './keys.ts';

const [first, second, third, thief] = [1, 2, 3, 4].map((fill) => identityOf(new Uint8Array(32).fill(fill))) as [
  Identity,
  Identity,
  Identity,
  Identity,
];

const rotation = (by: Identity, to: Identity, signer = by) => ({
  hubKey: to.publicKey,
  by: by.publicKey,
  signature: signer.sign(signatureTags.hubKey + to.publicKey),
});

/** A hub, or somebody in its place, that tells these. */
const telling = (...rotations: HubKeys['rotations']): Client => ({
  call: ({ reply }) => Promise.resolve(reply.parse({ rotations })),
  stream: () => Promise.reject(new Error('no stream')),
});

it('goes from the pinned key to the newest, through each that came between', async () => {
  const told = telling(rotation(first, second), rotation(second, third));
  expect(await newestHubKey(told, first.publicKey)).toBe(third.publicKey);
  expect(await newestHubKey(told, second.publicKey)).toBe(third.publicKey);
});

it('follows no key that the one before did not sign', async () => {
  const forged = telling(rotation(first, second), rotation(second, thief, thief));
  expect(await newestHubKey(forged, first.publicKey)).toBe(second.publicKey);
  await expect(newestHubKey(telling(rotation(first, thief, thief)), first.publicKey)).rejects.toThrow('hub');
  await expect(newestHubKey(telling(rotation(thief, third)), first.publicKey)).rejects.toThrow('hub');
  await expect(newestHubKey(telling(), first.publicKey)).rejects.toThrow('hub');
});
