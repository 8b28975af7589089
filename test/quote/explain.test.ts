import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explain } from '../../shared/loyalty/evaluate/explain-rule.ts';
import { compile } from '../../shared/loyalty/compile/compile.ts';
import { facts, line, member, programme, promotion } from '../../shared/loyalty/testing/build.ts';
import { commandLine } from './command-line.ts';

const docs = join(import.meta.dirname, '../../docs/quote');

describe('explain', () => {
  it('tells every effect of a request with what was compared, in both languages', async () => {
    const file = join(docs, '01-sale.json');
    const [en, ru] = [await commandLine(['explain', file]), await commandLine(['explain', file], 'ru')];
    expect([en.code, ru.code]).toEqual([0, 0]);
    expect(en.said).toContain('because');
    expect(ru.said).toContain('потому что');
    const told = JSON.parse((await commandLine(['explain', file, '--json'])).said) as { applied: unknown[] }[];
    const quoted = JSON.parse((await commandLine(['quote', file, '--json'])).said) as { effects: unknown[] };
    expect(told[0]?.applied).toHaveLength(quoted.effects.length);
  });

  it('tells of one promotion why it gives nothing, even where its goods are not in the basket', async () => {
    const file = join(docs, '01-sale.json');
    const { promotions } = (JSON.parse(readFileSync(file, 'utf8')) as { programme: { promotions: { id: string }[] } })
      .programme;
    for (const { id } of promotions) {
      const answer = await commandLine(['explain', file, '--rule', id, '--json']);
      const [told] = JSON.parse(answer.said) as { applied: unknown[]; refused: { text: string }[] }[];
      expect([id, told!.applied.length + told!.refused.length > 0]).toEqual([id, true]);
    }
  });

  it('names the nearest rule for one that there is not', async () => {
    const answer = await commandLine(['explain', join(docs, '01-sale.json'), '--rule', 'no-such-rule']);
    expect(answer).toMatchObject({ code: 1, said: '' });
    expect(answer.told).toContain('no promotion, wallet or tier no-such-rule');
  });
});

describe('a promotion asked about', () => {
  const tea = promotion('tea', { kind: 'linePercent', rateBp: 1000 }, { when: { goods: { skus: ['tea'] } } });
  const gift = promotion('gift', { kind: 'gift' }, { when: { entitlement: true } });
  const compiled = compile(programme([tea, gift]));
  const basket = [line('bread', 5000)];

  it('says that its goods are missing, that it gives, or that a right is missing', () => {
    expect(explain(compiled, facts(basket), 'tea')).toMatchObject({ rule: 'tea', reason: 'goods.none' });
    expect(explain(compiled, facts([line('tea', 5000)]), 'tea')).toBeNull();
    expect(explain(compiled, facts(basket), 'gift')).toMatchObject({ reason: 'member.none' });
    expect(explain(compiled, facts(basket, { member: member() }), 'gift')).toMatchObject({
      reason: 'entitlement.missing',
    });
    const good = { sku: 'tea', unitPriceMinor: 5000, quantity: 1000 };
    const waiting = member({ entitlements: [{ id: 'g', kind: 'gift', promotion: 'gift', gift: good }] });
    expect(explain(compiled, facts(basket, { member: waiting }), 'gift')).toBeNull();
    expect(explain(compiled, facts(basket), 'none')).toBeNull();
  });
});
