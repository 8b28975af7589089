import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWedge, usualWedge } from './wedge.ts';
import type { WedgeAnswer, WedgeConfig, WedgeKey } from './wedge.ts';

const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, repeat: false };
type Press = Partial<WedgeKey> & { code: string };

/** Keys of a US keyboard that write this text, as a scanner presses them: Shift goes down first. */
function pressesOf(text: string): Press[] {
  return Array.from(text).flatMap((character): Press[] => {
    const shifted = /[A-Z:()]/.test(character);
    const code = codes[character] ?? `Key${character.toUpperCase()}`;
    const press = { code: /\d/.test(character) ? `Digit${character}` : code, shiftKey: shifted };
    return shifted ? [{ code: 'ShiftLeft', shiftKey: true }, press] : [press];
  });
}
const codes: Record<string, string> = {
  ':': 'Semicolon',
  '-': 'Minus',
  '(': 'Digit9',
  ')': 'Digit0',
  ']': 'BracketRight',
};

function play(presses: Press[], gapMs: number, target: WedgeKey['target'] = 'page', config: WedgeConfig = usualWedge) {
  const wedge = createWedge(config);
  let timeStampMs = 1000;
  const answers = presses.map((press): WedgeAnswer => {
    timeStampMs += gapMs;
    return wedge.key({ ...plain, timeStampMs, target, ...press });
  });
  return { wedge, answers, timeStampMs, last: answers.at(-1)! };
}

const enter: Press = { code: 'Enter' };
const scanned = (answer: WedgeAnswer) => (answer.verdict === 'scan' ? answer.scan.code : null);
const releasedBy = (answer: WedgeAnswer) => answer.released.map((key) => key.code);

describe('a scanner that types', () => {
  it('is told from a person by its pace, and none of its keys reach the page', () => {
    const { answers, last } = play([...pressesOf('4600000000008'), enter], 5);
    expect(scanned(last)).toBe('4600000000008');
    expect(answers.slice(0, -1).every((answer) => answer.verdict === 'hold')).toBe(true);
  });

  it('is read by its physical keys, so a Russian layout changes nothing', () => {
    // The layout turns KeyK into «л»; only `code` is looked at, so the same presses give the same code.
    expect(scanned(play([...pressesOf('KP1:R:3f9c-1d2e'), enter], 5).last)).toBe('KP1:R:3f9c-1d2e');
  });

  it.each([1, 20, 80, 100])('may take %i ms a key', (gapMs) => {
    expect(scanned(play([...pressesOf('KP1:M:0042'), enter], gapMs).last)).toBe('KP1:M:0042');
  });

  it('may send a QR code of 250 characters', () => {
    const text = `KP1:R:${'a1'.repeat(122)}`;
    expect(text).toHaveLength(250);
    expect(scanned(play([...pressesOf(text), enter], 10).last)).toBe(text);
  });

  it('may end with Tab or the Enter of the number pad', () => {
    for (const code of ['Tab', 'NumpadEnter']) {
      expect(scanned(play([...pressesOf('12345678'), { code }], 5).last)).toBe('12345678');
    }
  });

  it('may send its symbology and, by Ctrl and ], the separators of GS1', () => {
    const keys = [
      ...pressesOf(']C1'),
      ...pressesOf('21ab'),
      { code: 'BracketRight', ctrlKey: true },
      ...pressesOf('10x'),
    ];
    const { last } = play([...keys, enter], 5);
    expect(last).toMatchObject({ verdict: 'scan', scan: { code: '21ab\u001D10x', symbology: 'gs1-128' } });
    const bytes = last.verdict === 'scan' ? Buffer.from(last.scan.bytes).toString('latin1') : '';
    expect(bytes).toBe(']C121ab\u001D10x');
  });

  it('drops the prefix it was set to send, and without it is no scanner', () => {
    const config = { ...usualWedge, prefix: '(' };
    expect(scanned(play([...pressesOf('(12345'), enter], 5, 'page', config).last)).toBe('12345');
    expect(scanned(play([...pressesOf('12345'), enter], 5, 'page', config).last)).toBeNull();
  });

  it('scans one code after another', () => {
    const { answers } = play([...pressesOf('111'), enter, ...pressesOf('222'), enter], 5);
    expect(answers.map(scanned).filter(Boolean)).toEqual(['111', '222']);
  });
});

describe('a person who types', () => {
  it('has a shortcut acted on once no other key follows in time', () => {
    const { wedge, answers, timeStampMs } = play([{ code: 'KeyG' }], 5);
    expect(answers).toEqual([{ verdict: 'hold', beginsBurst: true, released: [] }]);
    expect(wedge.idle(timeStampMs + 99)).toEqual([]);
    expect(wedge.idle(timeStampMs + 100).map((key) => key.code)).toEqual(['KeyG']);
    expect(wedge.idle(timeStampMs + 500)).toEqual([]);
  });

  it('gets every key back in order when pausing, and Enter means Enter', () => {
    const { answers } = play([...pressesOf('150'), enter], 180);
    expect(answers.flatMap(releasedBy)).toEqual(['Digit1', 'Digit5', 'Digit0']);
    expect(answers.at(-1)).toMatchObject({ verdict: 'pass' });
  });

  it('pressing two keys and Enter at once is no scan', () => {
    const { last } = play([...pressesOf('15'), enter], 5);
    expect(last).toMatchObject({ verdict: 'pass' });
    expect(releasedBy(last)).toEqual(['Digit1', 'Digit5']);
  });

  it('has function keys and Ctrl shortcuts at once, whatever was held', () => {
    const { answers } = play([{ code: 'Digit1' }, { code: 'F4' }, { code: 'KeyC', ctrlKey: true }], 5);
    expect(answers.map((answer) => answer.verdict)).toEqual(['hold', 'pass', 'pass']);
    expect(answers.flatMap(releasedBy)).toEqual(['Digit1']);
  });

  it('holding a key down makes no scan', () => {
    const held = Array.from({ length: 30 }, () => ({ code: 'Digit1', repeat: true }));
    expect(scanned(play([{ code: 'Digit1' }, ...held, enter], 30).last)).toBeNull();
  });

  it('in a field is left alone, even a fast one', () => {
    const { answers, last } = play([...pressesOf('anna petrova'.replace(' ', '')), enter], 60, 'field');
    expect(answers.every((answer) => answer.verdict === 'pass')).toBe(true);
    expect(releasedBy(last)).toEqual([]);
  });

  it('in a field of a few digits is left alone at any pace', () => {
    expect(scanned(play([...pressesOf('1234'), enter], 2, 'field').last)).toBeNull();
  });
});

describe('a scan while a field has the focus', () => {
  it('is still a scan, at a pace no hand has, and says where it began', () => {
    const { answers, last } = play([...pressesOf('4600000000008'), enter], 8, 'field');
    expect(last).toMatchObject({ verdict: 'scan', intoField: true, scan: { code: '4600000000008' } });
    expect(answers.map((answer) => answer.verdict !== 'scan' && answer.beginsBurst).indexOf(true)).toBe(0);
  });

  it('begins anew after what a person typed there', () => {
    const wedge = createWedge();
    const typed = wedge.key({ ...plain, code: 'KeyA', timeStampMs: 0, target: 'field' });
    expect(typed).toMatchObject({ beginsBurst: true });
    const answers = [...pressesOf('4600000000008'), enter].map((press, index) =>
      wedge.key({ ...plain, timeStampMs: 400 + index * 5, target: 'field', ...press }),
    );
    expect(answers[0]).toMatchObject({ beginsBurst: true });
    expect(scanned(answers.at(-1)!)).toBe('4600000000008');
  });
});

describe('whatever is pressed', () => {
  it('no key is both held for ever and lost: each is passed, released, or part of a scan', () => {
    const code = fc.constantFrom('KeyA', 'Digit1', 'F2', 'ShiftLeft', 'Enter', 'Tab', 'Space');
    const target = fc.constantFrom('page' as const, 'field' as const);
    const press = fc.record({ code, target, gapMs: fc.nat(200), ctrlKey: fc.boolean(), repeat: fc.boolean() });
    fc.assert(
      fc.property(fc.array(press), (presses) => {
        const wedge = createWedge();
        let timeStampMs = 0;
        let open = 0;
        for (const { gapMs, ...each } of presses) {
          timeStampMs += gapMs;
          const answer = wedge.key({ ...plain, ...each, timeStampMs });
          if (answer.verdict === 'scan') open = answer.intoField ? open : 0;
          else open += (answer.verdict === 'hold' ? 1 : 0) - answer.released.length;
          expect(open).toBeGreaterThanOrEqual(0);
        }
        expect(wedge.idle(timeStampMs + 1000)).toHaveLength(open);
      }),
    );
  });
});
