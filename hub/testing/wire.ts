import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { canonicalJson } from '../../shared/protocol/canonical.ts';
import { headers, requestText, sessionText } from '../../shared/protocol/hub.ts';
import type { SessionReply } from '../../shared/protocol/hub.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import { openAgreement } from '../identity/agreement.ts';
import type { SessionProof } from '../identity/agreement.ts';
import { sha256 } from '../identity/hash.ts';

/** Where requests go: `app.fetch` or a socket. */
export type Send = (request: Request) => Promise<Response>;

/** A till's end of the protocol: signs and counts its requests. */
export function openWire(send: Send, till: string, base = 'http://hub.test') {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
  const key = createPrivateKey(pem);
  let agreement = openAgreement(randomBytes(32));
  const notOpen: SessionProof = () => '';
  let session = { session: '', nonce: '', counter: 0, prove: notOpen };

  const signed = (text: string) => sign(null, Buffer.from(text), key).toString('base64url');

  function request(method: string, path: string, body: string | undefined, opening: boolean): Request {
    if (!opening) session.counter += 1;
    const counter = opening ? 0 : session.counter;
    const nonce = opening ? '' : session.nonce;
    const text = requestText({ method, pathAndQuery: path, bodyHash: sha256(body ?? ''), till, nonce, counter });
    return new Request(base + path, {
      method,
      ...(body === undefined ? {} : { body }),
      headers: {
        ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
        [headers.till]: till,
        [headers.session]: opening ? '' : session.session,
        [headers.counter]: String(counter),
        [headers.signature]: (opening ? signed : session.prove)(signatureTags.request + text),
      },
    });
  }

  return {
    publicKey: publicKey.export({ format: 'jwk' }).x!,
    signed,
    request,
    send,
    /** Of the session to be opened next. */
    newAgreement(): string {
      agreement = openAgreement(randomBytes(32));
      return agreement.publicKey;
    },
    begin({ offer }: SessionReply): void {
      const replyHash = sha256(canonicalJson(offer));
      const text = sessionText({ till, agreement: agreement.publicKey, replyHash });
      const prove = agreement.with(offer.agreement, signatureTags.session + text);
      session = { session: offer.session, nonce: offer.nonce, counter: 0, prove };
    },
    async plain(path: string, body: unknown): Promise<Response> {
      return send(new Request(base + path, { method: 'POST', body: JSON.stringify(body) }));
    },
    async post(path: string, body: unknown, opening = false): Promise<Response> {
      return send(request('POST', path, JSON.stringify(body), opening));
    },
    async get(path: string): Promise<Response> {
      return send(request('GET', path, undefined, false));
    },
  };
}

/** The reply's JSON; an error reply throws its code. */
export async function answer<T>(response: Response): Promise<T> {
  const value = (await response.json()) as T & { error?: { code: string; args: unknown } };
  if (value.error) throw new Error(`${value.error.code} ${JSON.stringify(value.error.args)}`);
  return value;
}
