/** What kind of code a scan was, where the scanner says so. */
export const symbologies = [
  'ean-13',
  'ean-8',
  'code-128',
  'gs1-128',
  'gs1-databar',
  'itf',
  'code-39',
  'qr',
  'gs1-qr',
  'datamatrix',
  'gs1-datamatrix',
] as const;
export type Symbology = (typeof symbologies)[number];
