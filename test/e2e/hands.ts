import type { Page } from 'playwright-core';
import { typeByHand } from './driver.ts';

/** One thing a hand does at the page. */
export type Step = (page: Page) => Promise<void>;

/** A key by its name: `F3`, `Shift+F12`, `Enter`. */
export const key =
  (name: string): Step =>
  (page) =>
    page.keyboard.press(name);

/** Slower than any scanner: outside of fields and in them. */
const handGapMs = 120;
const fieldGapMs = 45;

/** Digits and Russian letters on the keyboard; in sight before the next step. */
export const text =
  (typed: string): Step =>
  async (page) => {
    const session = await page.context().newCDPSession(page);
    const isInField = await page.evaluate(() => document.activeElement instanceof HTMLInputElement);
    await typeByHand(session, typed, isInField ? fieldGapMs : handGapMs);
    await session.detach();
    await page.waitForFunction(endsWithTyped, typed);
  };

const mostTabs = 60;

/** Tab until the focus stands there, as who has no mouse must. */
export const tabTo =
  (selector: string): Step =>
  async (page) => {
    const isThere = () => page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
    for (let pressed = 0; pressed < mostTabs; pressed += 1) {
      if (await isThere()) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${selector}`);
  };

/** A finger on the first that fits. */
export const tap =
  (selector: string): Step =>
  (page) =>
    page.locator(selector).first().tap();

/** Fingers on the keys of the screen, those of a keypad or of the letters. */
export const taps =
  (typed: string): Step =>
  async (page) => {
    for (const character of typed) {
      const name = { ' ': 'пробел', '↵': 'Готово' }[character] ?? character;
      await page.locator('.keypad, .touch-keys').getByRole('button', { name, exact: true }).tap();
    }
  };

/** Until it stands on the screen: a hand waits for what it sees. */
export const until =
  (selector: string): Step =>
  (page) =>
    page.locator(selector).first().waitFor();

function endsWithTyped(typed: string): boolean {
  const fields = Array.from(document.querySelectorAll('input'), ({ value }) => value);
  const shown = document.querySelector('.keypad-value')?.textContent ?? '';
  const letters = Array.from(shown).every((letter) => letter === '•') ? '•'.repeat(typed.length) : typed;
  return [...fields, shown].some((each) => each.endsWith(typed) || (each !== '' && each === letters));
}
