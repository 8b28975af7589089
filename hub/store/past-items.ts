/**
 * Items for what a hub noted before it had any: text of a `select` for either database. Never edited once released. The ids are those that
 * hub/items/item.ts makes.
 */
const id = (kind: string, of: string) =>
  `${kind} || '.' || ${of}.till || '.' || ${of}.epoch || '.' || cast(${of}.seq as text) || '.' || substr(${of}.hash, 1, 8)`;
const record = (of: string) =>
  `left join record as r on r.till = ${of}.till and r.epoch = ${of}.epoch and r.seq = ${of}.seq and r.hash = ${of}.hash`;

/** `path`: how the database reads the path of the first difference. */
export function itemsOfVerdicts(path: string): string {
  const kind = `case when v.kind <> 'limit' then v.kind
    when ${path} like 'money.totals.redeemed.%' then 'overdraft'
    when ${path} like 'money.entitlements.used.%' then 'duplicateGift'
    when ${path} like 'lines.%' then 'duplicateReturn' else 'limit' end`;
  return `select ${id(`(${kind})`, 'v')}, ${kind}, coalesce(r.at_ms, 0), v.till, v.epoch, v.seq, v.hash, v.receipt, null,
    ${path}, null, 'open', null from verdict as v ${record('v')} where v.verdict = 'different'`;
}

const alarmKind = `case when a.kind = 'poison' then 'quarantined' else a.kind end`;
export const itemsOfAlarms = `select ${id(`(${alarmKind})`, 'a')}, ${alarmKind}, coalesce(r.at_ms, 0), a.till, a.epoch, a.seq,
  a.hash, r.receipt, null, a.detail, null, 'open', null from alarm as a ${record('a')}`;
