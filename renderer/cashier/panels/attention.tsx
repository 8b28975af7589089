import type { AttentionView, Params } from '../../../shared/protocol/page.ts';
import { useCashier } from '../context.ts';
import { actionLabel, noticeWords } from '../notices.tsx';
import { Button } from '../parts.tsx';

/** What a person should look at; each with what happened and one thing to do. */
export function AttentionPanel() {
  const { till, lists, speech, errorTexts } = useCashier();
  const { texts, locale, moment } = speech.value;
  const items = lists.value?.attention.value ?? [];
  const act = ({ method, params }: NonNullable<AttentionView['action']>) =>
    void till.run(method, params as Params<typeof method>);
  return (
    <>
      {items.length === 0 && <p class="panel-hint">{texts.noAttention}</p>}
      <ul class="cards">
        {items.map((item) => {
          const { what, fix } = noticeWords(item, locale, errorTexts.value);
          const { action } = item;
          return (
            <li key={item.id} class="card card-tall">
              <span class="card-words">
                <b>{what}</b>
                <span>{fix}</span>
                <small>{moment(item.at)}</small>
              </span>
              {action && <Button onPress={() => act(action)}>{actionLabel(action.label, locale)}</Button>}
            </li>
          );
        })}
      </ul>
    </>
  );
}
