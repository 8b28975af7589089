import { splitAim } from './aim.ts';
import { groupSeparator } from './gs1.ts';
import type { Scan } from './scan.ts';
import { usCharacter } from './us-keys.ts';

/** A key going down, as the page sees it. `target`: whether it goes into a field for text. */
export type WedgeKey = {
  code: string;
  shiftKey: boolean;
  /** Ctrl, Alt or the system key held. */
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  repeat: boolean;
  timeStampMs: number;
  target: 'page' | 'field';
};

export type WedgeConfig = {
  /** Longest pause between keys of one scan outside of fields. */
  keyGapMs: number;
  /** The same within a field, where people type: only what no hand can do is a scan. */
  fieldKeyGapMs: number;
  minLength: number;
  fieldMinLength: number;
  /** Characters the scanner is set to send before each code; dropped. Empty: none. */
  prefix: string;
};

export const usualWedge: WedgeConfig = {
  keyGapMs: 100,
  fieldKeyGapMs: 30,
  minLength: 3,
  fieldMinLength: 6,
  prefix: '',
};

/**
 * What to do with a key. `hold`: keep it from everyone until it is known whether a person or a scanner pressed it. `pass`: it is
 * nobody's but the page's. `scan`: it ended a scan, swallow it; if that went `intoField`, the field gets back what it held when the
 * burst began (`beginsBurst` said so). `released`: keys held before that turned out to be a person's, to be acted on first.
 */
export type WedgeAnswer =
  | { verdict: 'hold' | 'pass'; beginsBurst: boolean; released: WedgeKey[] }
  | { verdict: 'scan'; scan: Scan; intoField: boolean; released: WedgeKey[] };

export type Wedge = {
  key(key: WedgeKey): WedgeAnswer;
  /** To be called once keys are held and `keyGapMs` have passed without another: they were a person's. */
  idle(nowMs: number): WedgeKey[];
};

const modifiers = /^(Shift|Control|Alt|Meta|CapsLock|NumLock)/;
const terminators = ['Enter', 'NumpadEnter', 'Tab'];
/** Longer than any symbol holds: keys that go on beyond it are a fault, not a code, and are not kept. */
const mostKeys = 4096;

type Burst = { keys: WedgeKey[]; text: string; lastMs: number; target: WedgeKey['target'] };

/** Tells a scanner that types from a person who does, by timing alone. Pure but for the burst it remembers. */
export function createWedge(config: WedgeConfig = usualWedge): Wedge {
  let burst: Burst | null = null;

  const gapMs = (target: WedgeKey['target']) => (target === 'field' ? config.fieldKeyGapMs : config.keyGapMs);
  const release = (): WedgeKey[] => {
    const keys = burst?.target === 'page' ? burst.keys : [];
    burst = null;
    return keys;
  };
  /** The burst this key belongs to, if it came soon enough after the last. */
  const going = (key: WedgeKey): Burst | null =>
    burst && burst.target === key.target && key.timeStampMs - burst.lastMs <= gapMs(key.target) ? burst : null;

  const end = (key: WedgeKey): WedgeAnswer => {
    const least = key.target === 'field' ? config.fieldMinLength : config.minLength;
    const ended = going(key);
    // What stands before the prefix, a hand pressed just before the scanner began.
    const start = ended?.text.indexOf(config.prefix) ?? -1;
    if (!ended || start === -1 || ended.keys.length - start < least) return pass(release());
    const released = key.target === 'field' ? [] : ended.keys.slice(0, start);
    const scan = toScan(ended.text.slice(start + config.prefix.length));
    burst = null;
    return { verdict: 'scan', scan, intoField: key.target === 'field', released };
  };

  const add = (key: WedgeKey, character: string): WedgeAnswer => {
    const before = going(key);
    const current = before && before.keys.length < mostKeys ? before : null;
    const released = current ? [] : release();
    const next = current ?? { keys: [], text: '', lastMs: 0, target: key.target };
    next.keys.push(key);
    next.text += character;
    next.lastMs = key.timeStampMs;
    burst = next;
    return { verdict: key.target === 'field' ? 'pass' : 'hold', beginsBurst: current === null, released };
  };

  return {
    key(key) {
      if (modifiers.test(key.code)) {
        const current = going(key);
        if (current) current.lastMs = key.timeStampMs;
        return pass([]);
      }
      if (terminators.includes(key.code)) return end(key);
      const character = key.repeat ? null : characterOf(key);
      return character === null ? pass(release()) : add(key, character);
    },
    idle(nowMs) {
      return burst && nowMs - burst.lastMs >= config.keyGapMs ? release() : [];
    },
  };
}

function pass(released: WedgeKey[]): WedgeAnswer {
  return { verdict: 'pass', beginsBurst: false, released };
}

/** GS has no key: scanners send Ctrl+] for it. With any other such key held, a person means a shortcut. */
function characterOf(key: WedgeKey): string | null {
  if (key.ctrlKey && key.code === 'BracketRight') return groupSeparator;
  return key.ctrlKey || key.altKey || key.metaKey ? null : usCharacter(key.code, key.shiftKey);
}

function toScan(text: string): Scan {
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  return { ...splitAim(text), source: 'wedge', bytes };
}
