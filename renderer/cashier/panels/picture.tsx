import { useCashier } from '../context.ts';
import { Paper } from '../done.tsx';
import { Button } from '../parts.tsx';

export function PicturePanel({ receipt, number }: { receipt: string; number: number }) {
  const { till, speech } = useCashier();
  return (
    <>
      <Paper receipt={receipt} number={number} />
      <Button onPress={() => void till.run('receipt.reprint', { receipt })}>{speech.value.texts.reprint}</Button>
    </>
  );
}
