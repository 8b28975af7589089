import * as z from 'zod/mini';
import { findingText } from '../loyalty/check/finding.ts';
import { schemaFindings } from '../loyalty/check/schema-findings.ts';
import { KopilkaError } from './errors.ts';

/** What came from outside, of the wanted form. Throws `request.invalid` with the path of the first fault. */
export function checkForm<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [fault] = schemaFindings(schema, value);
  if (!fault) throw new KopilkaError('request.invalid', { path: '', problem: z.prettifyError(result.error) });
  const [problem, problemRu] = [findingText(fault, 'en'), findingText(fault, 'ru')];
  throw new KopilkaError('request.invalid', { path: fault.path, problem, problemRu });
}
