import { useState } from 'preact/hooks';
import { fill } from '../../../shared/i18n/page.ts';
import type { ReceiptView } from '../../../shared/protocol/page.ts';
import { useCashier } from '../context.ts';
import { Button, Field } from '../parts.tsx';

/** The receipts of the shift: to look at, print again, or return. A receipt's QR works from anywhere. */
export function ReceiptsPanel() {
  const { lists, speech, actions } = useCashier();
  const { texts } = speech.value;
  const [code, setCode] = useState('');
  const receipts = lists.value?.receipts.value ?? [];
  return (
    <>
      <form
        class="find"
        onSubmit={(event) => {
          event.preventDefault();
          if (code.trim() !== '') void actions.findReceipt(code.trim());
        }}
      >
        <Field
          data-first
          label={texts.returnFind}
          data-keys="digits"
          value={code}
          onInput={(event) => setCode(event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={code.trim() === ''}>
          <span class="button-text">{texts.returnFindAction}</span>
        </button>
      </form>
      <Button onPress={() => actions.open({ kind: 'search' })}>{texts.searchTitle}</Button>
      {receipts.length === 0 && <p class="panel-hint">{texts.noReceipts}</p>}
      <ul class="cards">
        {receipts.slice(0, 100).map((receipt) => (
          <Receipt key={receipt.id} receipt={receipt} onReturn={() => void actions.findReceipt(receipt.id)} />
        ))}
      </ul>
    </>
  );
}

function Receipt({ receipt, onReturn }: { receipt: ReceiptView; onReturn: () => void }) {
  const { speech, actions } = useCashier();
  const { texts, money } = speech.value;
  const states = {
    waiting: texts.stateWaiting,
    synced: texts.stateSynced,
    different: texts.stateDifferent,
    pending: texts.statePending,
  };
  const paper =
    receipt.paper === 'unknown' ? texts.paperUnknown : receipt.paper === 'queued' ? texts.paperQueued : null;
  return (
    <li class="card">
      <button
        type="button"
        class="card-words card-open"
        onClick={() =>
          actions.open({ kind: 'picture', receipt: receipt.id, number: receipt.number, attached: receipt.attached })
        }
      >
        <b>
          № {receipt.number} · {money(receipt.dueMinor)}
        </b>
        <small>
          {receipt.at.slice(11, 16)}
          {receipt.kind === 'return' && ` · ${texts.returnKind}`}
          {receipt.member && ` · ${receipt.member}`}
        </small>
        <small class={`verdict verdict-${receipt.state}`}>
          {states[receipt.state]}
          {paper && ` · ${paper}`}
        </small>
      </button>
      {receipt.attachable && (
        <button
          type="button"
          class="button"
          aria-label={fill('{what} № {n}', { what: texts.attachTitle, n: receipt.number })}
          onClick={() => actions.open({ kind: 'attach', receipt })}
        >
          <span class="button-text">{texts.attachTitle}</span>
        </button>
      )}
      {receipt.kind === 'sale' && (
        <button
          type="button"
          class="button"
          aria-label={fill('{what} № {n}', { what: texts.returnTitle, n: receipt.number })}
          onClick={onReturn}
        >
          <span class="button-text">{texts.returnTitle}</span>
        </button>
      )}
    </li>
  );
}
