import { useCashier } from '../context.ts';

/** Asked beside the receipt, not over it: a scan still goes to the sale. */
export function CancelPanel() {
  const { till, speech, actions } = useCashier();
  const { texts } = speech.value;
  return (
    <>
      <p class="panel-text">{texts.cancelHint}</p>
      <button
        type="button"
        data-first
        class="button button-danger"
        onClick={() => {
          actions.open(null);
          void till.run('sale.cancel', {});
        }}
      >
        <span class="button-text">{texts.cancelAction}</span>
      </button>
    </>
  );
}
