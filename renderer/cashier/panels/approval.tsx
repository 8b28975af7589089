import { useState } from 'preact/hooks';
import { priceTexts } from '../../../shared/i18n/price-panel.ts';
import type { Approval } from '../../../shared/protocol/page.ts';
import { useCashier } from '../context.ts';
import { Choice } from '../parts.tsx';
import { Keypad } from './keypad.tsx';

type ManagerProps = { action: string; isReady?: boolean; onApprove: (approval: Approval) => void };

/** A manager says who they are and gives their PIN, by keys or by fingers; the sale stays in sight. */
export function ManagerPin({ action, isReady = true, onApprove }: ManagerProps) {
  const { till, speech } = useCashier();
  const words = priceTexts[speech.value.locale];
  const managers = till.hello.value?.cashiers.filter(({ role }) => role === 'manager') ?? [];
  const [manager, setManager] = useState(managers[0]?.id);
  if (manager === undefined) return <p class="panel-text">{words.nobody}</p>;
  return (
    <>
      <Choice
        label={words.manager}
        value={manager}
        options={managers.map(({ id, name }) => ({ value: id, name }))}
        onChange={setManager}
      />
      <Keypad
        label={words.pin}
        action={action}
        empty={null}
        secret
        isValid={(text) => isReady && /^\d{4,6}$/.test(text)}
        onEnter={(pin) => onApprove({ manager, pin })}
      />
    </>
  );
}
