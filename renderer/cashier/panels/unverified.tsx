import type { Approval } from '../../../shared/protocol/page.ts';
import { useCashier } from '../context.ts';
import { ManagerPin } from './approval.tsx';

/** Goods come back by a receipt that nobody can be asked for: they are rung as for a sale, and a manager answers for it. */
export function UnverifiedPanel({ code }: { code: string }) {
  const { till, speech, actions } = useCashier();
  const { texts } = speech.value;
  const hasGoods = (till.sale.value?.lines.length ?? 0) > 0;
  const commit = async (approval: Approval) => {
    if (await till.run('return.unverified', { code, ...approval })) actions.open(null);
  };
  return (
    <>
      <p class="panel-text">{texts.unverifiedHint}</p>
      <ManagerPin action={texts.returnCommit} isReady={hasGoods} onApprove={(approval) => void commit(approval)} />
    </>
  );
}
