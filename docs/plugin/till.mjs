// A program with a Kopilka till inside: node till.mjs HUB CODE FINGERPRINT
import { openTill } from 'kopilka/till';

const [hub, code, fingerprint] = process.argv.slice(2);
const till = openTill({ dataDir: 'kopilka/till', keyDir: 'kopilka/keys', till: 'till-1', hub });
await till.enrol({ code, fingerprint });
const kopilka = till.as('front');
const sale = { lines: [{ id: '1', sku: 'g038', quantity: 1000, priceMinor: 49900 }] };
const { totals } = await kopilka.quote(sale);
const payments = [{ kind: 'card', amountMinor: totals.dueMinor }];
console.log(await kopilka.commit({ receipt: 'receipt-1', sale, payments }));
await till.close();
