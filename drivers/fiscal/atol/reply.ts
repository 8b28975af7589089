import * as z from 'zod/mini';
import type { FiscalState, ShiftFault } from '../register.ts';

/** The driver's codes of what a shift forbids. */
export const shiftCodes = { shiftExpired: 68, shiftClosed: 73, shiftOpen: 82 } as const satisfies Record<
  ShiftFault,
  number
>;

/** What the web server answers about a task; more than we read may stand beside it. */
const Reply = z.object({
  results: z.array(
    z.object({
      status: z.enum(['wait', 'inProgress', 'done', 'ready', 'error', 'interrupted', 'blocked', 'canceled']),
      error: z.optional(z.object({ code: z.int(), description: z.string() })),
      result: z.nullish(
        z.object({
          fiscalParams: z.optional(
            z.object({
              fiscalDocumentNumber: z.int(),
              fiscalDocumentSign: z.string(),
              fiscalDocumentDateTime: z.string(),
              fnNumber: z.string(),
              shiftNumber: z.int(),
            }),
          ),
        }),
      ),
      blockedUUID: z.optional(z.string()),
    }),
  ),
});

/** Reads the answer about one task. What is not of the documented form is told as such: the task is asked about again. */
export function readReply(body: string): FiscalState {
  const parsed = Reply.safeParse(parsedJson(body));
  const [first] = parsed.success ? parsed.data.results : [];
  if (!first) return { kind: 'unreachable', problem: 'the answer is not one of a register' };
  const { status, error, result, blockedUUID } = first;
  const problem = error?.description ?? status;
  switch (status) {
    case 'wait':
    case 'inProgress':
      return { kind: 'waiting' };
    case 'blocked':
      return { kind: 'blocked', by: blockedUUID ?? null, problem };
    case 'error':
    case 'interrupted':
    case 'canceled':
      return { kind: 'refused', code: error?.code ?? 0, because: shiftFaultOf(error?.code), problem };
    default: {
      const document = result?.fiscalParams;
      if (!document) return { kind: 'unreachable', problem: 'done, and it does not say under which number' };
      return {
        kind: 'done',
        document: {
          number: document.fiscalDocumentNumber,
          sign: document.fiscalDocumentSign,
          storage: document.fnNumber,
          shift: document.shiftNumber,
          at: document.fiscalDocumentDateTime,
        },
      };
    }
  }
}

function shiftFaultOf(code: number | undefined): ShiftFault | null {
  const faults = Object.keys(shiftCodes) as ShiftFault[];
  return faults.find((fault) => shiftCodes[fault] === code) ?? null;
}

function parsedJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
