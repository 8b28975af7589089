import { describe, expect, it } from 'vitest';
import { codeWordHash } from '../identity/hash.ts';
import { withCodeWord } from './code-words.ts';

describe('a code word', () => {
  it('is imported as what verifies it, for this member alone, however it is said', () => {
    const kept = withCodeWord({ id: 'vera', codeWord: 'Подснежник' });
    expect(kept['codeWord']).toMatch(/^scrypt:[\w-]{43}$/);
    expect(JSON.stringify(kept)).not.toContain('одснежник');
    expect(codeWordHash('vera', ' подснежник ')).toBe(kept['codeWord']);
    expect(codeWordHash('vera', 'подснежники')).not.toBe(kept['codeWord']);
    expect(codeWordHash('anna', 'подснежник')).not.toBe(kept['codeWord']);
    expect(codeWordHash('vera', 'ёж')).toBe(codeWordHash('vera', 'Еж'));
  });

  it('that is verified already stays as it is, and so does what is no word', () => {
    const kept = withCodeWord({ id: 'vera', codeWord: 'ёж' });
    expect(withCodeWord(kept)).toEqual(kept);
    expect(withCodeWord({ id: 'vera' })).toEqual({ id: 'vera' });
    expect(withCodeWord({ id: 'vera', codeWord: 1 })).toEqual({ id: 'vera', codeWord: 1 });
  });
});
