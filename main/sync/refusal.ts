import * as z from 'zod/mini';
import { errors, KopilkaError } from '../../shared/protocol/errors.ts';
import type { ErrorArgs, ErrorCode } from '../../shared/protocol/errors.ts';
import { parseWellFormed } from '../../shared/protocol/well-formed.ts';

/** What a hub, or a proxy before it, answered in place of what was asked. */
export class Refusal extends KopilkaError {
  /** It asks to be left alone for so long; null: it does not say. */
  readonly retryAfterMs: number | null;

  constructor(code: ErrorCode, args: ErrorArgs, retryAfterMs: number | null) {
    super(code, args);
    this.retryAfterMs = retryAfterMs;
  }
}

/** `text`: the body of the answer. */
export function refusalOf({ status, headers }: Pick<Response, 'status' | 'headers'>, text: string): Refusal {
  const { code, args } = said(text, status);
  return new Refusal(code, args, busy.includes(status) ? pauseMs(headers) : null);
}

const HubError = z.object({
  error: z.object({ code: z.string(), args: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))) }),
});

/** A code of the registry crosses unchanged; another one is a hub we do not understand. */
function said(text: string, status: number): { code: ErrorCode; args: ErrorArgs } {
  const parsed = HubError.safeParse(jsonOf(text));
  if (!parsed.success) return { code: 'hub.badReply', args: { problem: `HTTP ${status}` } };
  const { code, args = {} } = parsed.data.error;
  if (Object.hasOwn(errors, code)) return { code: code as ErrorCode, args };
  return { code: 'hub.badReply', args: { problem: code } };
}

/** A proxy answers in its own words. */
function jsonOf(text: string): unknown {
  try {
    return parseWellFormed(text);
  } catch {
    return null;
  }
}

/** Too many requests, and unavailable for now. */
const busy: readonly number[] = [429, 503];

/** Seconds, or a moment by the clock of whoever answered: the till's own may be years off. RFC 9110, 10.2.3. */
function pauseMs(headers: Headers): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const waitMs = Date.parse(text) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(waitMs) ? null : Math.max(0, waitMs);
}
