import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountOf, memberFacts } from '../../shared/loyalty/account.ts';
import type { NamedEngine, ReturnedLine, ReturnFacts } from '../../shared/loyalty/engine.ts';
import type { Facts, MemberFacts } from '../../shared/loyalty/facts.ts';
import { applyEvent } from '../../shared/loyalty/fold.ts';
import type { Outcome } from '../../shared/loyalty/outcome.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { moneyDigest } from '../../shared/protocol/digest.ts';
import { returnedLines, returnFacts } from './inputs.ts';
import type { CorpusInput } from './inputs.ts';

/**
 * The golden corpus: what an engine computed once, it computes for ever. A file holds one programme and its sales, each with
 * its returns, every one with the digest of its money part. A return holds the account as it was, so that each digest stands
 * for the engine alone.
 */
export type GoldenReturn = { returned: ReturnedLine[]; lines: ReturnedLine[]; facts: ReturnFacts; digest: string };
export type GoldenSale = { facts: Facts; digest: string; returns: GoldenReturn[] };
export type GoldenFile = { programme: Programme; sales: GoldenSale[] };

const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex');

export function computeGolden(engine: NamedEngine, { programme, sales }: CorpusInput): GoldenFile {
  const compiled = engine.compile(programme);
  return {
    programme,
    sales: sales.map(({ facts, returns }) => {
      const outcome = engine.evaluate(compiled, facts);
      let account = facts.member === null ? null : accountAfter(facts.member, facts, outcome);
      let returned: ReturnedLine[] = [];
      const golden: GoldenReturn[] = [];
      for (const { tenths, moment } of returns) {
        const lines = returnedLines(outcome.lines, returned, tenths);
        if (lines.length === 0) continue;
        const member = account === null ? null : memberFacts(account, facts.member!.identification);
        const input = { sale: { facts, outcome }, returned, lines, facts: returnFacts(facts, moment, member) };
        const back = engine.reverse(compiled, input);
        golden.push({ returned, lines, facts: input.facts, digest: moneyDigest(back, sha256Hex) });
        returned = [...returned, ...lines];
        const event = { kind: 'return', ofReceipt: facts.receipt, money: back, whole: false } as const;
        account = account === null ? null : applyEvent(account, event).account;
      }
      return { facts, digest: moneyDigest(outcome, sha256Hex), returns: golden };
    }),
  };
}

function accountAfter(member: MemberFacts, { receipt, moment }: Facts, money: Outcome) {
  return applyEvent(accountOf(member), { kind: 'sale', receipt, moment, money, leasesClosed: [] }).account;
}

/** The same cases with the digests that this engine gives. */
export function recomputeGolden(engine: NamedEngine, { programme, sales }: GoldenFile): GoldenFile {
  const compiled = engine.compile(programme);
  return {
    programme,
    sales: sales.map(({ facts, returns }) => {
      const outcome = engine.evaluate(compiled, facts);
      const again = returns.map(({ returned, lines, facts: now }) => {
        const back = engine.reverse(compiled, { sale: { facts, outcome }, returned, lines, facts: now });
        return { returned, lines, facts: now, digest: moneyDigest(back, sha256Hex) };
      });
      return { facts, digest: moneyDigest(outcome, sha256Hex), returns: again };
    }),
  };
}

export function goldenFiles(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).toSorted() : [];
}

export function readGolden(folder: string, file: string): GoldenFile {
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as GoldenFile;
}

/** A sale a line, so that a change shows which. */
export function writeGolden(folder: string, file: string, { programme, sales }: GoldenFile): void {
  mkdirSync(folder, { recursive: true });
  const lines = sales.map((sale) => JSON.stringify(sale)).join(',\n');
  writeFileSync(join(folder, file), `{"programme":${JSON.stringify(programme)},\n"sales":[\n${lines}\n]}\n`);
}
