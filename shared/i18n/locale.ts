export const locales = ['ru', 'en'] as const;
/** A language the till speaks; each cashier has their own. */
export type Locale = (typeof locales)[number];
