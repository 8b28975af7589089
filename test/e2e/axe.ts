import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** WCAG 2.2 AA, targets included, and contrast as AAA asks: 7:1. */
const rules: RunOptions = {
  resultTypes: ['violations'],
  preload: false,
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } },
};

type AxeWindow = Window & { axe: { run(options: RunOptions): Promise<AxeResults> } };

/** What axe-core finds on the page, which holds its script. */
export async function faults(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate((options) => (window as unknown as AxeWindow).axe.run(options), rules);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
  );
}

/** Drawn, and every tint faded out; what never ends is not waited for longer than any of ours takes. */
export const settled = (page: Page) =>
  page.evaluate(async () => {
    const drawn = async () => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      // One that was taken back is over, too.
      await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    };
    await Promise.race([drawn(), new Promise((resolve) => setTimeout(resolve, 2000))]);
  });
