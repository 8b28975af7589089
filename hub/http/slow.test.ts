import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Listening } from '../hub.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';

let test: TestHub;
let listening: Listening;

beforeEach(async () => {
  test = await openTestHub(['till-1']);
  listening = await test.hub.listen({ requestTimeoutMs: 300 });
});
afterEach(() => test.close());

/** Sends the beginning of a request and then a letter now and then; resolves with what came back when the hub hangs up. */
function trickle(beginning: string): { ended: Promise<string>; socket: Socket } {
  const { hostname, port } = new URL(listening.url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (data) => (answer += data.toString()));
  socket.on('error', () => undefined);
  socket.write(beginning);
  const letters = setInterval(() => socket.write('x'), 20);
  const ended = new Promise<string>((resolve) => {
    socket.on('close', () => {
      clearInterval(letters);
      resolve(answer);
    });
  });
  return { ended, socket };
}

it('lets go of who never ends a header or a body, and answers others meanwhile', async () => {
  const headers = Array.from({ length: 100 }, () => trickle('POST /v1/enrol HTTP/1.1\r\nhost: hub\r\nx-slow: '));
  const bodies = Array.from({ length: 100 }, () =>
    trickle('POST /v1/enrol HTTP/1.1\r\nhost: hub\r\ncontent-length: 4000\r\n\r\n{"code":"'),
  );
  const health = await fetch(`${listening.url}/health`);
  expect(health.status).toBe(200);
  const answers = await Promise.all([...headers, ...bodies].map(({ ended }) => ended));
  expect(new Set(answers.map((answer) => answer.split('\r\n')[0]))).toEqual(new Set(['HTTP/1.1 408 Request Timeout']));
});
