import { entry } from './error-entry.ts';

/** While scans ask what goods cost. */
export const priceErrors = {
  'price.notGood': entry(
    'Идёт проверка цены, а этот код не товара.',
    'A price check is open, and this code is not of a good.',
    'Закройте её (Esc) и сканируйте ещё раз.',
    'Close it (Esc), then scan again.',
  ),
};
