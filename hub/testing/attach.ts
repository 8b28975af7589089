import { newestEngine } from '../../engines/index.ts';
import { dueMinor, returnMoney, saleMoney } from '../../shared/loyalty/outcome.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { asAttached, attachedFacts, attachedProgramme } from '../../shared/protocol/attached.ts';
import { moneyDigest } from '../../shared/protocol/digest.ts';
import type { AttachedBody, SaleBody } from '../../shared/protocol/journal.ts';
import { sha256 } from '../identity/hash.ts';
import type { TestTill, Written } from './till.ts';

/** What a till records as a receipt becomes a member's, by what it knows of them; it is not written yet. */
export function attachment(till: TestTill, rules: Programme, sale: SaleBody, member: string, at: string): AttachedBody {
  const known = till.facts({ member, at }, sale.receipt);
  const facts = { member: known.member!, basis: { ...known.basis!, programme: sale.facts.basis!.programme } };
  const engine = newestEngine();
  const compiled = engine.compile(attachedProgramme(rules, sale.money));
  const money = saleMoney(engine.evaluate(compiled, attachedFacts(sale.facts, facts)));
  const { receipt } = sale;
  return { kind: 'receipt.attached', receipt, moment: at, ...facts, money, digest: moneyDigest(money, sha256) };
}

/** Takes all of a receipt back that became a member's. */
export function giveBackAttached(
  till: TestTill,
  rules: Programme,
  sale: SaleBody,
  attached: AttachedBody,
  at: string,
): Written {
  const { receipt, number, engine: name, facts, money: paid } = sale;
  const known = till.facts({ member: attached.member.id, at }, `${receipt}-back`);
  const { moment, shop, till: id, cashier, member, basis } = known;
  const said = { receipt: `${receipt}-back`, moment, shop, till: id, cashier, member };
  const lines = paid.lines.map((line) => ({ line: line.id, quantity: line.quantity }));
  const back = { ...said, basis: { ...basis!, programme: facts.basis!.programme } };
  const theirs = asAttached(sale, attached);
  const engine = newestEngine();
  const input = { sale: { facts: theirs.facts, outcome: theirs.money }, returned: [], lines, facts: back };
  const money = returnMoney(engine.reverse(engine.compile(attachedProgramme(rules, paid)), input));
  const digest = moneyDigest(money, sha256);
  const amountMinor = dueMinor(money.totals);
  return till.append(
    {
      kind: 'return',
      receipt: back.receipt,
      number: number + 1000,
      ofReceipt: receipt,
      engine: name,
      facts: back,
      returned: [],
      lines,
      money,
      digest,
      payments: [{ id: `${receipt}-p`, kind: 'cash', amountMinor }],
    },
    at,
  );
}
