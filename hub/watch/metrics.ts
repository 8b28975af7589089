import type { LeaseGrant } from '../../shared/protocol/journal.ts';
import type { Reader } from '../store/store.ts';
import type { Watch } from './watch.ts';

type Labels = Record<string, string | number>;
type Metric = { name: string; type: 'gauge' | 'counter'; help: string; values: [Labels, number][] };

const thousand = 1000;

/** The text that Prometheus reads (exposition format 0.0.4). No name, phone or card is in it. */
export async function metricsText(reader: Reader, watch: Watch): Promise<string> {
  const found = [...seenMetrics(watch), ...(await feedLag(reader, watch)), ...(await keptMetrics(reader))];
  return found.map(textOf).join('');
}

function seenMetrics(watch: Watch): Metric[] {
  const { requests, pulls, jobs } = watch.seen();
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
      'kopilka_till_unpushed_age_seconds',
      'a till can have nothing unpushed that is older: since then it has not said that all was pushed',
      pulls.map(({ till, ageMs }) => [{ till }, ageMs / thousand]),
    ),
    gauge(
      'kopilka_job_age_seconds',
      'since a job was last done by this process',
      jobs.map(({ name, ageMs }) => [{ job: name }, ageMs / thousand]),
    ),
  ];
}

async function feedLag(reader: Reader, watch: Watch): Promise<Metric[]> {
  const heads = new Map<string, number>();
  const values: [Labels, number][] = [];
  for (const { till, shop, position } of watch.seen().pulls) {
    const head = heads.get(shop) ?? (await reader.head(shop));
    heads.set(shop, head);
    values.push([{ till, shop }, Math.max(0, head - position)]);
  }
  return [gauge('kopilka_feed_lag_positions', "how far a till's last question was behind its shop's feed", values)];
}

async function keptMetrics(reader: Reader): Promise<Metric[]> {
  const { records, pending } = await reader.tally();
  const items = await reader.openItems();
  const leases = await openLeases(reader);
  return [
    counter('kopilka_records_total', 'records kept', [[{}, records]]),
    gauge('kopilka_verdicts_pending', 'receipts that wait for a newer engine or their sale', [[{}, pending]]),
    gauge(
      'kopilka_items_open',
      'what a person should look at',
      items.map(({ kind, count }) => [{ kind }, count]),
    ),
    gauge(
      'kopilka_leases_open',
      'leases a till holds',
      leases.map(({ till, count }) => [{ till }, count]),
    ),
    gauge(
      'kopilka_lease_exposure_points',
      'points granted under open leases, in smallest units: what is stranded at most if the till is lost',
      leases.flatMap(({ till, points }) =>
        [...points].map(([wallet, sum]): [Labels, number] => [{ till, wallet }, sum]),
      ),
    ),
  ];
}

async function openLeases(reader: Reader) {
  const byTill = Map.groupBy(await reader.allOpenGrants(), ({ till }) => till);
  return [...byTill].map(([till, grants]) => {
    const points = new Map<string, number>();
    for (const { grant } of grants) {
      const { lease } = JSON.parse(grant) as LeaseGrant;
      for (const lot of lease.lots) points.set(lot.wallet, (points.get(lot.wallet) ?? 0) + lot.points);
    }
    return { till, count: grants.length, points };
  });
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
