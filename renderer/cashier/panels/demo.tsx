import type { DemoCode } from '../../../shared/protocol/page.ts';
import { useCashier } from '../context.ts';
import { Plug } from './plug.tsx';

/** A card of codes to click: a click is a scan. */
export function DemoPanel() {
  const { till, speech } = useCashier();
  const { texts } = speech.value;
  const codes = till.hello.value?.demo ?? [];
  const groups: [DemoCode['group'], string][] = [
    ['member', texts.demoMembers],
    ['good', texts.demoGoods],
    ['other', texts.demoOther],
  ];
  return (
    <>
      <p class="panel-hint">{texts.demoHint}</p>
      <Plug />
      {groups.map(([group, title]) => {
        const some = codes.filter((code) => code.group === group);
        return (
          some.length > 0 && (
            <section key={group} class="codes">
              <h3 class="codes-title">{title}</h3>
              <ul class="codes-list">
                {some.map((code) => (
                  <li key={code.code}>
                    <Code code={code} />
                  </li>
                ))}
              </ul>
            </section>
          )
        );
      })}
    </>
  );
}

function Code({ code }: { code: DemoCode }) {
  const { speech, actions } = useCashier();
  const { say } = speech.value;
  return (
    <button type="button" class={`code code-${code.group}`} onClick={() => void actions.scan(code.code, 'wedge')}>
      <span class="code-name">{say(code.name)}</span>
      {code.note && <span class="code-note">{say(code.note)}</span>}
    </button>
  );
}
