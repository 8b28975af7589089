import { pluginCalls } from '../shared/protocol/plugin-api.ts';
import type { AnswerOf, BodyOf, PluginCall } from '../shared/protocol/plugin-api.ts';
import { Refusal } from '../shared/protocol/plugin-answers.ts';

/** The till that Kopilka runs in, as another till on the same machine asks it. */

export type Connection = {
  /** As `kopilka till` shows it: http://127.0.0.1:7171 */
  url: string;
  /** Of `kopilka plugin add`. */
  token: string;
  fetch?: typeof globalThis.fetch;
  /** How long an answer is waited for; then nobody knows what became of it, and the same is asked again. */
  timeoutMs?: number;
};

/** What could not be done: a registered code, what to do about it in both languages, and what it is about. */
export class PluginRefusal extends Error {
  readonly code: string;
  readonly args: Refusal['args'];
  /** For the cashier. */
  readonly text: Refusal['message'];
  readonly status: number;

  constructor({ code, message, args }: Refusal, status: number) {
    super(`${code}: ${message.en}`);
    this.name = 'PluginRefusal';
    this.code = code;
    this.args = args;
    this.text = message;
    this.status = status;
  }
}

const usualTimeoutMs = 10_000;

type Body<C extends PluginCall> = BodyOf<C>;
type Answer<C extends PluginCall> = Promise<AnswerOf<C>>;

export type Client = {
  status(): Answer<'status'>;
  identify(who: Body<'identify'>): Answer<'identify'>;
  /** One that lost its answer is `card.taken` when it is asked again: `identify` then tells whose the card is. */
  register(member: Body<'register'>): Answer<'register'>;
  history(question: Body<'history'>): Answer<'history'>;
  /** The same id of the host's asks for the same wish. */
  askWish(wish: Body<'askWish'>): Answer<'askWish'>;
  dropWish(wish: Body<'dropWish'>): Answer<'dropWish'>;
  quote(basket: Body<'quote'>): Answer<'quote'>;
  /** Opens a basket under an id of the host's, or changes all of it. */
  putBasket(id: string, basket: Body<'putBasket'>): Answer<'putBasket'>;
  getBasket(id: string): Answer<'getBasket'>;
  cancelBasket(id: string): Answer<'cancelBasket'>;
  /** May be asked as often as it takes to hear the answer: it is booked once. */
  commit(sale: Body<'commit'>): Answer<'commit'>;
  findSale(receipt: string): Answer<'findSale'>;
  quoteReturn(goods: Body<'quoteReturn'>): Answer<'quoteReturn'>;
  /** Booked once, as a sale is. */
  return(goods: Body<'return'>): Answer<'return'>;
  findReturn(receipt: string): Answer<'findReturn'>;
};

/** Every call throws `PluginRefusal` for what can't be done, and what `fetch` throws where nobody answers. */
export function connect(connection: Connection): Client {
  return clientOver((name, body, id) => askTill(connection, name, body, id));
}

/** One call by its name, with its body and what stands in its path. */
export type Ask = <C extends PluginCall>(name: C, body?: BodyOf<C>, id?: string) => Promise<AnswerOf<C>>;

/** The same over any way to the till. */
export function clientOver(ask: Ask): Client {
  return {
    status: () => ask('status'),
    identify: (who) => ask('identify', who),
    register: (member) => ask('register', member),
    history: (question) => ask('history', question),
    askWish: (wish) => ask('askWish', wish),
    dropWish: (wish) => ask('dropWish', wish),
    quote: (basket) => ask('quote', basket),
    putBasket: (id, basket) => ask('putBasket', basket, id),
    getBasket: (id) => ask('getBasket', undefined, id),
    cancelBasket: (id) => ask('cancelBasket', undefined, id),
    commit: (sale) => ask('commit', sale),
    findSale: (receipt) => ask('findSale', undefined, receipt),
    quoteReturn: (goods) => ask('quoteReturn', goods),
    return: (goods) => ask('return', goods),
    findReturn: (receipt) => ask('findReturn', undefined, receipt),
  };
}

/** One call by its name, as the document calls it. */
export async function askTill<C extends PluginCall>(
  connection: Connection,
  name: C,
  body: Body<C> | undefined,
  id = '',
): Promise<AnswerOf<C>> {
  const { answer } = pluginCalls[name];
  const { response, told } = await send(connection, name, body, id).catch((error: unknown) => {
    // A connection kept from before may be a dead one, and whatever is asked may be asked twice.
    if (error instanceof TypeError) return send(connection, name, body, id);
    throw error;
  });
  if (!response.ok) throw new PluginRefusal(Refusal.parse(told), response.status);
  return answer.parse(told) as AnswerOf<C>;
}

async function send(
  { url, token, fetch = globalThis.fetch, timeoutMs = usualTimeoutMs }: Connection,
  name: PluginCall,
  body: unknown,
  id: string,
): Promise<{ response: Response; told: unknown }> {
  const { method, path } = pluginCalls[name];
  const abort = new AbortController();
  // Not `AbortSignal.timeout`: that one is kept, with the call it was for, until its time is over.
  const timer = setTimeout(() => {
    abort.abort(new DOMException(`no answer in ${timeoutMs} ms`, 'TimeoutError'));
  }, timeoutMs);
  try {
    const response = await fetch(new URL(path.replace(/\{\w+\}/, encodeURIComponent(id)), url), {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: abort.signal,
    });
    return { response, told: await response.json() };
  } finally {
    clearTimeout(timer);
  }
}
