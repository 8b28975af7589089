import '../register.css';
import { useEffect, useState } from 'preact/hooks';
import { formatBytes } from '../../../shared/i18n/bytes.ts';
import { healthTexts } from '../../../shared/i18n/health-page.ts';
import { ageText, fill } from '../../../shared/i18n/page.ts';
import type { HealthView } from '../../../shared/protocol/page.ts';
import { useCashier } from '../context.ts';
import { Button, Facts } from '../parts.tsx';

/** Which versions run here and how the till is, and a file of it for whoever helps. */
export function HealthPanel() {
  const { till, speech } = useCashier();
  const [health, setHealth] = useState<HealthView>();
  const [saved, setSaved] = useState('');
  const words = healthTexts[speech.value.locale];
  useEffect(() => void till.run('till.health', {}).then((answer) => answer && setHealth(answer)), []);
  const diagnose = async () => {
    const done = await till.run('till.diagnose', {});
    if (done) setSaved(done.file);
  };
  return (
    <>
      <p class="panel-hint">{words.diagnoseHint}</p>
      <Button onPress={() => void diagnose()}>{words.diagnose}</Button>
      <p class="panel-hint health-file" role="status">
        {saved !== '' && fill(words.saved, { file: saved })}
      </p>
      {health && <Rows health={health} />}
    </>
  );
}

function Rows({ health }: { health: HealthView }) {
  const { till, speech } = useCashier();
  const { texts, locale, moment } = speech.value;
  const words = healthTexts[locale];
  const status = till.status.value;
  const bytes = (count: number) => formatBytes(count, locale);
  const age = status?.hub.ageMs ?? null;
  const devices = (['printer', 'scanner', 'display', 'scale', 'fiscal'] as const).flatMap(
    (kind): [string, string][] => {
      const device = status?.[kind];
      if (!device || device.state === 'absent') return [];
      return [
        [
          texts[kind],
          { ready: texts.deviceReady, opening: texts.deviceOpening, fault: texts.deviceFault }[device.state],
        ],
      ];
    },
  );
  const rows: [string, string][] = [
    [words.version, health.version],
    [words.engine, `${health.engine.semantics} · ${health.engine.hash.slice(0, 8)}`],
    [words.programme, health.programme ? moment(health.programme.from) : words.none],
    [words.protocol, String(health.protocol)],
    [words.schemas, `${health.journalSchema} · ${health.replicaSchema}`],
    [words.runs, `Node ${health.node}, ${health.system}`],
    [words.till, health.till],
    ...(status ? [[words.hub, texts[status.hub.state]] as [string, string]] : []),
    [texts.linkAge, age === null ? texts.noData : ageText(age, texts)],
    [words.waiting, String(health.waitingRecords)],
    ...devices,
    [words.journal, bytes(health.journalBytes)],
    [words.data, bytes(health.replicaBytes)],
    ...(health.freeBytes === null ? [] : [[words.free, bytes(health.freeBytes)] as [string, string]]),
  ];
  return <Facts rows={rows} class="health" />;
}
