import type * as z from 'zod/mini';
import { schemaFindings } from '../../shared/loyalty/check/schema-findings.ts';
import { checkForm } from '../../shared/protocol/check-form.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { scanJson } from '../../shared/protocol/json-scan.ts';
import { parseWellFormed } from '../../shared/protocol/well-formed.ts';

/** Texts of other programs, some of which are older than UTF-8. */

const known: ReadonlySet<string> = new Set(['utf-8', 'windows-1251']);

/** As a content type names it; UTF-8 where it names none. */
export function charsetOf(contentType: string | null | undefined): string {
  return /;\s*charset="?([^";\s]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
}

/** A byte order mark is left out. Throws `plugin.charset` for one that is not known, and for bytes that are no text in it. */
export function decodeText(bytes: Uint8Array, charset: string): string {
  try {
    const decoder = new TextDecoder(charset, { fatal: true });
    if (known.has(decoder.encoding)) return decoder.decode(bytes);
  } catch (error) {
    throw new KopilkaError('plugin.charset', { charset }, { cause: error });
  }
  throw new KopilkaError('plugin.charset', { charset });
}

/** Throws `plugin.decimal`, `request.invalid`. */
export function parseText(text: string): unknown {
  try {
    return parseWellFormed(text);
  } catch (error) {
    refuseDecimalComma(text);
    const problem = error instanceof Error ? error.message : String(error);
    throw new KopilkaError('request.invalid', { path: '', problem }, { cause: error });
  }
}

/** Whoever asks in another charset than UTF-8 is answered in ASCII: escapes are the same letters in every one. */
export function answerText(value: unknown, charset: string): string {
  const text = JSON.stringify(value);
  if (/^utf-?8$/i.test(charset)) return text;
  return text.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Of the documented form. Throws `plugin.decimal`, `request.invalid`. */
export function checkBody<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  try {
    return checkForm(schema, value);
  } catch (error) {
    const [fault] = schemaFindings(schema, value);
    if (fault) refuseFraction(fault.path, valueAt(value, fault.segments));
    throw error;
  }
}

/** `"priceMinor": 12,50` is two values to JSON, and whoever wrote it is told what it is to us. */
function refuseDecimalComma(text: string): void {
  const offset = scanJson(text)?.offset ?? 0;
  const before = /"([^"\\]*)"\s*:\s*(-?\d+,)$/.exec(text.slice(Math.max(0, offset - 200), offset));
  const after = /^\d+/.exec(text.slice(offset, offset + 20));
  if (before && after) {
    throw new KopilkaError('plugin.decimal', { path: before[1]!, value: `${before[2]!}${after[0]}` });
  }
}

function refuseFraction(path: string, value: unknown): void {
  const isFraction = typeof value === 'number' ? !Number.isInteger(value) : isDecimalText(value);
  if (isFraction) throw new KopilkaError('plugin.decimal', { path, value: String(value) });
}

function isDecimalText(value: unknown): boolean {
  return typeof value === 'string' && /^-?\d[\d\s]*[.,]\d+$/.test(value);
}

function valueAt(document: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | null)?.[key], document);
}
