import type { Exposure, PointsAtRisk, TillExposure } from '../../shared/protocol/exposure.ts';
import { itemKinds } from '../../shared/protocol/office.ts';
import type { Reader } from '../store/store.ts';
import type { Watch } from './watch.ts';

type Labels = Record<string, string | number>;
type Metric = { name: string; type: 'gauge' | 'counter'; help: string; values: [Labels, number][] };

const thousand = 1000;

/** The text that Prometheus reads (exposition format 0.0.4). No name, phone or card is in it. `nowMs`: by the hub's clock. */
export async function metricsText(reader: Reader, watch: Watch, exposed: Exposure, nowMs: number): Promise<string> {
  const found = [
    ...seenMetrics(watch),
    await unpushedAges(reader, watch, exposed, nowMs),
    ...(await feedLag(reader, watch)),
    ...(await keptMetrics(reader)),
    ...leaseMetrics(exposed.tills),
    ...floorMetrics(exposed),
  ];
  return found.map(textOf).join('');
}

function seenMetrics(watch: Watch): Metric[] {
  const { requests, jobs } = watch.seen();
  const ofRequests = (value: (each: (typeof requests)[number]) => number) =>
    requests.map((each): [Labels, number] => [{ route: each.route, status: each.status }, value(each)]);
  return [
    counter(
      'kopilka_requests_total',
      'requests answered',
      ofRequests(({ count }) => count),
    ),
    counter(
      'kopilka_request_seconds_total',
      'time taken for them',
      ofRequests(({ ms }) => ms / thousand),
    ),
    gauge(
      'kopilka_job_age_seconds',
      'since a job was last done by this process, or, not yet done, since it was to be',
      jobs.map(({ name, ageMs }) => [{ job: name }, ageMs / thousand]),
    ),
  ];
}

/** What a till wrote after its last record here, or after it last said that all was pushed. Of one that never did either nothing is known. */
async function unpushedAges(reader: Reader, watch: Watch, { tills }: Exposure, nowMs: number): Promise<Metric> {
  const pulled = new Map(watch.seen().pulls.map(({ till, ageMs }) => [till, ageMs]));
  const values: [Labels, number][] = [];
  for (const { till } of tills.filter(({ enrolled }) => enrolled)) {
    const lastAtMs = (await reader.till(till))?.lastAtMs ?? 0;
    const ageMs = Math.min(pulled.get(till) ?? Infinity, lastAtMs > 0 ? nowMs - lastAtMs : Infinity);
    if (ageMs !== Infinity) values.push([{ till }, Math.max(0, ageMs) / thousand]);
  }
  const help = 'a till can have nothing unpushed that is older';
  return gauge('kopilka_till_unpushed_age_seconds', help, values);
}

async function feedLag(reader: Reader, watch: Watch): Promise<Metric[]> {
  const heads = new Map<string, number>();
  const values: [Labels, number][] = [];
  for (const { till, shop, position } of watch.seen().pulls) {
    const head = heads.get(shop) ?? (await reader.feedSpan(shop)).head;
    heads.set(shop, head);
    values.push([{ till, shop }, Math.max(0, head - position)]);
  }
  return [gauge('kopilka_feed_lag_positions', "how far a till's last question was behind its shop's feed", values)];
}

async function keptMetrics(reader: Reader): Promise<Metric[]> {
  const { records, pending } = await reader.tally();
  const open = new Map((await reader.openItems()).map(({ kind, count }) => [kind, count]));
  return [
    counter('kopilka_records_total', 'records kept', [[{}, records]]),
    gauge('kopilka_verdicts_pending', 'receipts that wait for a newer engine or their sale', [[{}, pending]]),
    gauge(
      'kopilka_items_open',
      'what a person should look at',
      itemKinds.map((kind) => [{ kind }, open.get(kind) ?? 0]),
    ),
  ];
}

/** What is stranded if a till is lost, and risked once more if it is declared lost and comes back. */
function leaseMetrics(tills: readonly TillExposure[]): Metric[] {
  const ofTills = (value: (till: TillExposure) => number) =>
    tills.map((each): [Labels, number] => [{ till: each.till }, value(each)]);
  const ofLeased = (value: (held: PointsAtRisk) => number) =>
    tills.flatMap(({ till, leased }) =>
      leased.map((held): [Labels, number] => [{ till, wallet: held.wallet }, value(held)]),
    );
  return [
    gauge(
      'kopilka_leases_open',
      'leases a till holds',
      ofTills(({ openLeases }) => openLeases),
    ),
    gauge(
      'kopilka_lease_exposure_points',
      'points that open leases hold, in smallest units',
      ofLeased(({ points }) => points),
    ),
    gauge(
      'kopilka_lease_exposure_minor',
      'what these points are worth, in minor units',
      ofLeased(({ amountMinor }) => amountMinor),
    ),
    gauge(
      'kopilka_lease_exposure_rights_minor',
      'what the gifts cost that open leases hold, in minor units',
      ofTills(({ rightsMinor }) => rightsMinor),
    ),
  ];
}

/** By the programme in force: no till need have spent any of it. */
function floorMetrics({ floor }: Exposure): Metric[] {
  const of = (value: (risk: Exposure['floor'][number]) => number) =>
    floor.map((risk): [Labels, number] => [{ wallet: risk.wallet }, value(risk)]);
  return [
    gauge(
      'kopilka_floor_exposure_points',
      'the most that all enrolled tills together can spend without leases before the hub hears of it, in smallest units',
      of(({ points }) => points),
    ),
    gauge(
      'kopilka_floor_exposure_minor',
      'what these points are worth, in minor units',
      of(({ amountMinor }) => amountMinor),
    ),
    gauge(
      'kopilka_floor_exposure_member_minor',
      'the same of one member, in minor units',
      of(({ member }) => member.amountMinor),
    ),
  ];
}

function gauge(name: string, help: string, values: [Labels, number][]): Metric {
  return { name, type: 'gauge', help, values };
}

function counter(name: string, help: string, values: [Labels, number][]): Metric {
  return { name, type: 'counter', help, values };
}

function textOf({ name, type, help, values }: Metric): string {
  const lines = values.map(([labels, value]) => {
    const told = Object.entries(labels).map(([label, each]) => `${label}="${escaped(String(each))}"`);
    return `${name}${told.length === 0 ? '' : `{${told.join(',')}}`} ${value}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
