import { useCashier } from '../context.ts';
import { Paper } from '../done.tsx';
import { Button } from '../parts.tsx';

type PictureProps = { receipt: string; number: number; attached?: boolean };

export function PicturePanel({ receipt, number, attached = false }: PictureProps) {
  const { till, speech } = useCashier();
  const { texts } = speech.value;
  return (
    <>
      <Paper receipt={receipt} number={number} />
      <Button onPress={() => void till.run('receipt.reprint', { receipt })}>{texts.reprint}</Button>
      {attached && (
        <Button onPress={() => void till.run('receipt.reprint', { receipt, paper: 'attached' })}>
          {texts.reprintAttached}
        </Button>
      )}
    </>
  );
}
