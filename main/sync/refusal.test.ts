import { describe, expect, it } from 'vitest';
import { refusalOf } from './refusal.ts';

const refused = (status: number, headers: Record<string, string>, text = '') =>
  refusalOf({ status, headers: new Headers(headers) }, text);

describe('a refusal', () => {
  it('tells what the hub said, and how long it wants to be left alone', () => {
    const text = JSON.stringify({ error: { code: 'hub.tooMany', args: { seconds: 42 } } });
    expect(refused(429, { 'retry-after': '42' }, text)).toMatchObject({
      code: 'hub.tooMany',
      args: { seconds: 42 },
      retryAfterMs: 42_000,
    });
  });

  it('of a proxy, in its own words and with a moment by its own clock, is understood too', () => {
    const headers = { date: 'Wed, 21 Oct 2015 07:28:00 GMT', 'retry-after': 'Wed, 21 Oct 2015 07:29:30 GMT' };
    expect(refused(503, headers, '<h1>Down</h1>')).toMatchObject({
      code: 'hub.badReply',
      args: { problem: 'HTTP 503' },
      retryAfterMs: 90_000,
    });
  });

  it.each([
    [503, {}],
    [503, { 'retry-after': 'soon' }],
    [503, { 'retry-after': 'Wed, 21 Oct 2015 07:29:30 GMT' }],
    [500, { 'retry-after': '5' }],
  ])('with status %i and %o says nothing of it', (status, headers) => {
    expect(refused(status, headers as Record<string, string>).retryAfterMs).toBeNull();
  });
});
