import { KopilkaError } from '../../shared/protocol/errors.ts';
import { tillKeyText } from '../../shared/protocol/hub.ts';
import type { TillKeyRequest } from '../../shared/protocol/hub.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import { isSignedBy, readPublicKey } from '../identity/keys.ts';
import type { Store } from '../store/store.ts';

/** From now on the till is known by another key, which its old one vouches for. Throws `hub.signature`, `request.invalid`. */
export async function changeTillKey(store: Store, till: string, request: TillKeyRequest): Promise<void> {
  const { publicKey, signature, proof } = request;
  const text = signatureTags.tillKey + tillKeyText(till, publicKey);
  const key = readKey(publicKey);
  await store.write(async (tx) => {
    const row = await tx.till(till);
    const isVouchedFor = row?.publicKey && isSignedBy(readPublicKey(row.publicKey), text, signature);
    if (!row || !isVouchedFor || !isSignedBy(key, text, proof)) throw new KopilkaError('hub.signature', { till });
    await tx.saveTill({ ...row, publicKey });
  });
}

function readKey(publicKey: string) {
  try {
    return readPublicKey(publicKey);
  } catch (error) {
    throw new KopilkaError('request.invalid', { path: 'publicKey', problem: 'no Ed25519 key' }, { cause: error });
  }
}
