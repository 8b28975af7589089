import type { Page } from 'playwright-core';

/** Least sides of what is pressed, in CSS pixels of a 16 px root; and of what is pressed all day. */
const sizes = {
  target: 48,
  mainTarget: 64,
  main: '.pay-button, .button-gift, .keys-button, .start-person, .row-button, .done .button-ink, .registration-send',
  /** Words that may be pressed, too, beside a button or key that does the same. */
  words: '.redeem-why, .total-parts',
};
/** AAA. */
const leastContrast = 7;

/** What both looks at the page need; in the page it hangs on the window. */
type Measure = {
  nameOf(element: Element): string;
  /** What of the element its scrolling and clipping ancestors let through. */
  shownPart(element: Element): DOMRect | null;
  contrastOf(element: Element): number;
};
type Measuring = Window & { measure: Measure };

/**
 * What is wrong with how the page is laid out: it grows beyond the window; something to press is covered, too small or out of reach; a text
 * is cut, leaves its box or lies on another; a text is too pale. In a list that scrolls only what shows is looked at. `mayCutNames`: names
 * that never end may end in an ellipsis.
 */
export async function layoutFaults(page: Page, { mayCutNames = false } = {}): Promise<string[]> {
  await page.evaluate(hangMeasure);
  const pressed = await page.evaluate(pressFaults, sizes);
  const texts = await page.evaluate(textFaults, { leastContrast, mayCutNames });
  return [...new Set([...pressed, ...texts, ...(await page.evaluate(topFaults))])];
}

function hangMeasure(): void {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  const rgba = (color: string): number[] => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([red, green, blue]: readonly number[]) => {
    const linear = (part = 0) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  };
  const known = new Map<string, number>();
  const luminanceOf = (color: string): number => {
    const before = known.get(color) ?? luminance(rgba(color));
    known.set(color, before);
    return before;
  };
  const groundOf = (element: Element): string => {
    let each: Element | null = element;
    while (each && rgba(getComputedStyle(each).backgroundColor)[3] !== 255) each = each.parentElement;
    return each ? getComputedStyle(each).backgroundColor : 'white';
  };
  (window as unknown as Measuring).measure = {
    nameOf(element) {
      const words = element.textContent || element.getAttribute('aria-label') || '';
      return `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} “${words.trim().slice(0, 40)}”`;
    },
    shownPart(element) {
      let { left, top, right, bottom } = element.getBoundingClientRect();
      for (let parent = element.parentElement; parent; parent = parent.parentElement) {
        if (getComputedStyle(parent).overflow === 'visible') continue;
        const box = parent.getBoundingClientRect();
        [left, top] = [Math.max(left, box.left), Math.max(top, box.top)];
        [right, bottom] = [Math.min(right, box.right), Math.min(bottom, box.bottom)];
      }
      return right - left < 1 || bottom - top < 1 ? null : new DOMRect(left, top, right - left, bottom - top);
    },
    contrastOf(element) {
      const [text, ground] = [luminanceOf(getComputedStyle(element).color), luminanceOf(groundOf(element))];
      return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
    },
  };
}

function pressFaults({ target, mainTarget, main, words }: typeof sizes): string[] {
  const { nameOf, shownPart } = (window as unknown as Measuring).measure;
  const found: string[] = [];
  const tell = (what: string, element: Element) => found.push(`${what}: ${nameOf(element)}`);
  const scrolls = (element: Element): boolean => {
    for (let parent = element.parentElement; parent; parent = parent.parentElement) {
      const isScroller = /auto|scroll/.test(getComputedStyle(parent).overflowY);
      if (isScroller && parent.scrollHeight > parent.clientHeight) return true;
    }
    return false;
  };
  const { scrollWidth, scrollHeight } = document.documentElement;
  if (scrollWidth > innerWidth || scrollHeight > innerHeight) {
    found.push(`the page grows to ${scrollWidth} x ${scrollHeight}`);
  }
  const pressed = 'button, input:not([type=checkbox]), select, a[href], label:has([type=checkbox])';
  for (const element of document.querySelectorAll(pressed)) {
    const box = element.getBoundingClientRect();
    if (box.width === 0) continue;
    const least = element.matches(main) ? mainTarget : target;
    const isSmall = box.height < least - 0.5 || box.width < target - 0.5;
    if (isSmall && !element.matches(words)) {
      tell(`${Math.round(box.width)} x ${Math.round(box.height)}, less than ${least}`, element);
    }
    const part = shownPart(element);
    const isWhole = part && part.width >= box.width - 1 && part.height >= box.height - 1;
    if (!isWhole && !scrolls(element)) tell('out of reach', element);
    if (!isWhole) continue;
    if (box.left < -0.5 || box.top < -0.5 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5) {
      tell('outside of the window', element);
    }
    const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (over && !element.contains(over) && !over.contains(element)) tell(`covered by ${nameOf(over)}`, element);
  }
  return found;
}

function textFaults(asked: { leastContrast: number; mayCutNames: boolean }): string[] {
  const { nameOf, shownPart, contrastOf } = (window as unknown as Measuring).measure;
  const found: string[] = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const parent = node.parentElement;
    if (!parent || !node.textContent?.trim() || parent.closest('script, style, option')) continue;
    const part = shownPart(parent);
    if (!part) continue;
    const tell = (what: string) => found.push(`${what}: ${nameOf(parent)}`);
    const contrast = contrastOf(parent);
    if (contrast < asked.leastContrast) tell(`contrast ${contrast.toFixed(2)}`);

    const style = getComputedStyle(parent);
    const isCut =
      part.height >= parent.getBoundingClientRect().height - 1 &&
      style.overflow !== 'visible' &&
      !/auto|scroll/.test(style.overflow) &&
      (parent.scrollWidth > parent.clientWidth + 1 || parent.scrollHeight > parent.clientHeight + 2);
    const isEnded = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
    if (isCut && !(isEnded && asked.mayCutNames)) tell('cut');
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    const box = parent.closest('section, button, li, header, nav, .panel-body')?.getBoundingClientRect();
    const leaves = box && (text.left < box.left - 1 || text.right > box.right + 1);
    if (!isEnded && (leaves || text.right > innerWidth + 1)) tell('leaves its box');
  }
  return found;
}

/** The top line has the least room: what is told there may take a second line, never its neighbour's place. */
function topFaults(): string[] {
  const { nameOf } = (window as unknown as Measuring).measure;
  const range = document.createRange();
  const top = [...document.querySelectorAll('.brand, .top-state > *, .top-person > *')];
  return top.flatMap((element, index) => {
    range.selectNodeContents(element);
    const { right, height } = range.getBoundingClientRect();
    const next = top[index + 1]?.getBoundingClientRect().left ?? innerWidth;
    const isWide = !element.matches('.brand') && right > next + 1;
    return isWide || height > element.getBoundingClientRect().height + 1
      ? [`lies on its neighbour: ${nameOf(element)}`]
      : [];
  });
}
