// A till that sells through the Kopilka on its machine: node client.mjs URL TOKEN-FILE CARD
import { readFileSync } from 'node:fs';
import { connect } from 'kopilka/client';

const [url, tokenFile, card] = process.argv.slice(2);
const kopilka = connect({ url, token: readFileSync(tokenFile, 'utf8').trim() });
const lines = [{ id: '1', sku: 'g038', quantity: 2000, priceMinor: 49900 }];
const redeem = [{ wallet: 'bonus', points: 'all' }];
const { totals } = await kopilka.putBasket('receipt-1', { lines, member: { card }, redeem });
const payments = [{ kind: 'cash', amountMinor: totals.dueMinor }];
const sale = await kopilka.commit({ receipt: 'receipt-1', basket: 'receipt-1', payments });
console.log(sale.bonusLines.join('\n'));
