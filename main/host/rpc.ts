import * as z from 'zod/mini';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { commands, Request } from '../../shared/protocol/page.ts';
import type { Event, Method, PageError, Reply } from '../../shared/protocol/page.ts';

/** What a host needs of the till: commands in, events out. Params are valid when they arrive. */
export type TillPort = {
  handle(method: Method, params: unknown): Promise<unknown>;
  /** The answer ends it. */
  subscribe(listener: (event: Event) => void): () => void;
};

/** One page's end of a transport. `receive` never throws; after `close` nothing is sent. */
export type PageLink = { receive: (message: unknown) => Promise<void>; close: () => void };

/**
 * Joins one page to the till over any transport: `send` gets replies and events, `receive` takes what the page sent.
 * `report` is told of bugs (not of refusals: those are answers).
 */
export function linkPage(
  till: TillPort,
  send: (message: Reply | Event) => void,
  report: (error: unknown) => void,
): PageLink {
  let open = true;
  const say = (message: Reply | Event) => {
    if (open) send(message);
  };
  const unsubscribe = till.subscribe(say);
  return {
    async receive(message) {
      const request = Request.safeParse(message);
      if (request.success) say(await answer(till, request.data, report));
      else say(refusal(idOf(message), invalid(request.error)));
    },
    close() {
      open = false;
      unsubscribe();
    },
  };
}

async function answer(till: TillPort, { id, method, params }: Request, report: (error: unknown) => void) {
  if (!isMethod(method)) {
    return refusal(id, new KopilkaError('request.invalid', { path: 'method', problem: `no such method: ${method}` }));
  }
  const valid = commands[method].safeParse(params);
  if (!valid.success) return refusal(id, invalid(valid.error));
  try {
    return { type: 'reply', id, result: await till.handle(method, valid.data) } satisfies Reply;
  } catch (error) {
    if (!(error instanceof KopilkaError)) report(error);
    return refusal(id, error);
  }
}

function isMethod(name: string): name is Method {
  return Object.hasOwn(commands, name);
}

function invalid(error: z.core.$ZodError): KopilkaError {
  const [issue] = error.issues;
  return new KopilkaError('request.invalid', { path: issue?.path.join('.') ?? '', problem: issue?.message ?? '' });
}

/** A message too broken to have an id is answered with 0, which no request has. */
function idOf(message: unknown): number {
  const shape = z.object({ id: z.int().check(z.minimum(1)) }).safeParse(message);
  return shape.success ? shape.data.id : 0;
}

function refusal(id: number, error: unknown): Reply {
  return { type: 'error', id, error: toPageError(error) };
}

function toPageError(error: unknown): PageError {
  if (error instanceof KopilkaError) return { code: error.code, args: error.args };
  return { code: 'internal.bug', args: { problem: error instanceof Error ? error.message : String(error) } };
}
