import type * as z from 'zod/mini';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { headers, requestText } from '../../shared/protocol/hub.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import { parseWellFormed } from '../../shared/protocol/well-formed.ts';
import { sha256 } from '../identity/hash.ts';
import type { Identity } from '../identity/till-key.ts';
import type { Alive, Link } from './link.ts';
import { refusalOf } from './refusal.ts';

/** What a session gave to prove requests with. */
export type SessionKey = { session: string; nonce: string; nextCounter: () => number; prove: (text: string) => string };

/** Before a session its own opening is signed, with an empty nonce. */
export function openingKey(identity: Identity): SessionKey {
  return { session: '', nonce: '', nextCounter: () => 0, prove: (text) => identity.sign(text) };
}

type Call<T> = { path: string; reply: z.ZodMiniType<T>; body?: unknown; as: SessionKey | null; timeoutMs: number };

export type Client = {
  /** A JSON call: GET without a body, POST with one. `as: null` is not proved. Throws `hub.unreachable`, `hub.badReply`, or what the hub answered. */
  call<T>(call: Call<T>): Promise<T>;
  /** A long answer, piece by piece. */
  stream<T>(
    path: string,
    as: SessionKey,
    read: (body: ReadableStream<Uint8Array>, alive: Alive) => Promise<T>,
  ): Promise<T>;
};

const streamSilenceMs = 20_000;

export function openClient(link: Link, till: string): Client {
  function proved(method: string, path: string, body: string, key: SessionKey): Record<string, string> {
    const counter = key.nextCounter();
    const text = requestText({ method, pathAndQuery: path, bodyHash: sha256(body), till, nonce: key.nonce, counter });
    return {
      [headers.till]: till,
      [headers.session]: key.session,
      [headers.counter]: String(counter),
      [headers.signature]: key.prove(signatureTags.request + text),
    };
  }

  return {
    call({ path, reply, body, as, timeoutMs }) {
      const text = body === undefined ? '' : JSON.stringify(body);
      const method = body === undefined ? 'GET' : 'POST';
      const proof = as ? proved(method, path, text, as) : {};
      const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
      const message = { method, path, headers: { ...type, ...proof }, timeoutMs } as const;
      return link.send(body === undefined ? message : { ...message, body: text }, async (response) => {
        const answer = await textOf(response);
        if (!response.ok) throw refusalOf(response, answer);
        const parsed = reply.safeParse(readJson(answer));
        if (parsed.success) return parsed.data;
        const [issue] = parsed.error.issues;
        throw new KopilkaError('hub.badReply', { problem: `${path}: ${issue?.path.join('.')}: ${issue?.message}` });
      });
    },

    stream(path, as, read) {
      const message = {
        method: 'GET',
        path,
        headers: proved('GET', path, '', as),
        timeoutMs: streamSilenceMs,
      } as const;
      return link.send(message, async (response, alive) => {
        if (!response.ok) throw refusalOf(response, await textOf(response));
        if (!response.body) throw new KopilkaError('hub.badReply', { problem: `${path}: no body` });
        return read(response.body as ReadableStream<Uint8Array>, alive);
      });
    },
  };
}

/** A page of the feed with the most documents there may be is well below this. */
const mostReplyBytes = 64 * 1024 * 1024;

async function textOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > mostReplyBytes) throw new KopilkaError('hub.badReply', { problem: `over ${mostReplyBytes} bytes` });
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function readJson(text: string): unknown {
  try {
    return parseWellFormed(text);
  } catch (error) {
    throw new KopilkaError('hub.badReply', { problem: 'no JSON' }, { cause: error });
  }
}
