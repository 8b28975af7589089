import { useCashier } from '../context.ts';
import { Button } from '../parts.tsx';

export function ParkedPanel() {
  const { till, lists, speech, actions } = useCashier();
  const { texts, money, moment } = speech.value;
  const parked = lists.value?.parked.value ?? [];
  const resume = async (receipt: string) => {
    const done = await till.run('sale.resume', { receipt });
    if (done) actions.open(null);
  };
  return (
    <>
      {parked.length === 0 && <p class="panel-hint">{texts.noParked}</p>}
      <ul class="cards">
        {parked.map((each) => (
          <li key={each.id} class="card card-tall">
            <span class="card-words">
              <b>{money(each.grossMinor)}</b>
              <small>
                {moment(each.at)}
                {each.member && ` · ${each.member}`}
              </small>
            </span>
            <Button onPress={() => void resume(each.id)}>{texts.resume}</Button>
          </li>
        ))}
      </ul>
    </>
  );
}
