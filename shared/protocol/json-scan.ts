/** What a scan meets on its way, in the order of the text. Offsets are in UTF-16 units. */
export type JsonVisitor = {
  value?(offset: number): void;
  open?(kind: Container): void;
  close?(): void;
  key?(name: string, offset: number): void;
};

type Container = 'object' | 'array';
export type JsonProblem =
  'end' | 'unexpected' | 'separator' | 'colon' | 'trailingComma' | 'quotes' | 'number' | 'string';
export type JsonFault = { offset: number; problem: JsonProblem };

type State = 'value' | 'valueOrClose' | 'key' | 'keyOrClose' | 'after';

/**
 * Walks a JSON text (RFC 8259) without recursion, so that no depth can overflow the stack; the answer is its first fault, or
 * undefined for a text that JSON.parse accepts. JSON.parse itself does not always say where it stopped.
 */
export function scanJson(text: string, visitor: JsonVisitor = {}): JsonFault | undefined {
  const stack: Container[] = [];
  let state: State = 'value';
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const step = next(text, at, state, stack, visitor);
    if ('problem' in step) return step;
    state = step.state;
    at = skipSpace(text, step.at);
  }
  return state === 'after' && stack.length === 0 ? undefined : { offset: text.length, problem: 'end' };
}

type Step = { state: State; at: number };

function next(text: string, at: number, state: State, stack: Container[], visitor: JsonVisitor): Step | JsonFault {
  if (state === 'after') return afterValue(text, at, stack, visitor);
  if (state === 'key' || state === 'keyOrClose') return key(text, at, state, stack, visitor);
  if (text[at] === ']' && stack.at(-1) === 'array') {
    return state === 'valueOrClose' ? close(at, stack, visitor) : { offset: at, problem: 'trailingComma' };
  }
  return value(text, at, stack, visitor);
}

function afterValue(text: string, at: number, stack: Container[], visitor: JsonVisitor): Step | JsonFault {
  const inside = stack.at(-1);
  if (inside === undefined) return { offset: at, problem: 'unexpected' };
  if (text[at] === ',') return { state: inside === 'object' ? 'key' : 'value', at: at + 1 };
  if (text[at] === (inside === 'object' ? '}' : ']')) return close(at, stack, visitor);
  return { offset: at, problem: 'separator' };
}

function close(at: number, stack: Container[], visitor: JsonVisitor): Step {
  stack.pop();
  visitor.close?.();
  return { state: 'after', at: at + 1 };
}

function key(
  text: string,
  at: number,
  state: 'key' | 'keyOrClose',
  stack: Container[],
  visitor: JsonVisitor,
): Step | JsonFault {
  if (text[at] === '}') {
    return state === 'keyOrClose' ? close(at, stack, visitor) : { offset: at, problem: 'trailingComma' };
  }
  if (text[at] !== '"') return { offset: at, problem: 'quotes' };
  const end = endOfString(text, at);
  if (typeof end !== 'number') return end;
  visitor.key?.(String(JSON.parse(text.slice(at, end))), at);
  const colon = skipSpace(text, end);
  if (colon === text.length) return { offset: colon, problem: 'end' };
  return text[colon] === ':' ? { state: 'value', at: colon + 1 } : { offset: colon, problem: 'colon' };
}

const plainValue = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function value(text: string, at: number, stack: Container[], visitor: JsonVisitor): Step | JsonFault {
  const first = text[at]!;
  visitor.value?.(at);
  if (first === '{' || first === '[') {
    const kind = first === '{' ? 'object' : 'array';
    stack.push(kind);
    visitor.open?.(kind);
    return { state: kind === 'object' ? 'keyOrClose' : 'valueOrClose', at: at + 1 };
  }
  if (first === '"') {
    const end = endOfString(text, at);
    return typeof end === 'number' ? { state: 'after', at: end } : end;
  }
  plainValue.lastIndex = at;
  if (plainValue.test(text)) return { state: 'after', at: plainValue.lastIndex };
  if (first === "'") return { offset: at, problem: 'quotes' };
  return { offset: at, problem: /[-+.\d]/.test(first) ? 'number' : 'unexpected' };
}

/** Offset after the closing quote. By hand: a regular expression would run out of stack on a very long string. */
function endOfString(text: string, at: number): number | JsonFault {
  for (let index = at + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x22) return index + 1;
    if (code < 0x20) return { offset: index, problem: 'string' };
    if (code !== 0x5c) continue;
    const escape = text[index + 1];
    if (escape === undefined) break;
    const known =
      escape === 'u' ? /^[\da-f]{4}$/i.test(text.slice(index + 2, index + 6)) : '"\\/bfnrt'.includes(escape);
    if (!known) return { offset: index, problem: 'string' };
    index += escape === 'u' ? 5 : 1;
  }
  return { offset: text.length, problem: 'end' };
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\n\r'.includes(text[at]!)) at += 1;
  return at;
}
