import { Fault } from '../../bridge/fault.ts';
import { useCashier } from '../context.ts';
import { noticeWords } from '../notices.tsx';

/** What a till refused, and what about it, where it was asked. */
export function Refusal({ fault }: { fault: Fault | null }) {
  const { speech, errorTexts } = useCashier();
  const words = fault && noticeWords(fault, speech.value.locale, errorTexts.value);
  return (
    <p class="form-refusal" role="alert">
      {words && (
        <>
          <strong>{words.what}</strong> {words.fix}
        </>
      )}
    </p>
  );
}

/** The answer, or how it was refused. */
export async function answered<T>(call: Promise<T>): Promise<{ answer: T } | { fault: Fault }> {
  try {
    return { answer: await call };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { fault: error };
  }
}
