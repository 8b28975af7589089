import type { Theme } from '../model/screen.ts';

export const themeKey = 'kopilka-theme';

/** As chosen on this till, else as the system is. */
export function openingTheme(): Theme {
  const chosen = localStorage.getItem(themeKey);
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
