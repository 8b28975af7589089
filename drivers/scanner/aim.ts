import type { Symbology } from '../../shared/protocol/symbology.ts';

/** Symbology identifiers (ISO/IEC 15424), which a scanner can be set to send before each code. */
const identifiers: Record<string, Symbology> = {
  ']E0': 'ean-13',
  ']E3': 'ean-13',
  ']E4': 'ean-8',
  ']C0': 'code-128',
  ']C1': 'gs1-128',
  ']e0': 'gs1-databar',
  ']I0': 'itf',
  ']I1': 'itf',
  ']A0': 'code-39',
  ']Q0': 'qr',
  ']Q1': 'qr',
  ']Q2': 'qr',
  ']Q3': 'gs1-qr',
  ']Q4': 'gs1-qr',
  ']d1': 'datamatrix',
  ']d2': 'gs1-datamatrix',
  ']d4': 'datamatrix',
  ']d5': 'gs1-datamatrix',
};

/** The code without its identifier; one we don't know stays part of the code. */
export function splitAim(text: string): { code: string; symbology: Symbology | null } {
  const symbology = symbologyOf(text.slice(0, 3));
  return symbology ? { code: text.slice(3), symbology } : { code: text, symbology: null };
}

export function symbologyOf(identifier: string): Symbology | null {
  return Object.hasOwn(identifiers, identifier) ? identifiers[identifier]! : null;
}

/** Whether its data is GS1 element strings. */
export function isGs1(symbology: Symbology | null): boolean {
  return symbology?.startsWith('gs1-') ?? false;
}
