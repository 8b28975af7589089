import { X509Certificate } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { readText } from './document.ts';

/** Certificates of this file are trusted too, by all that this process asks. Throws `file.unreadable`, `usage.value`. */
export function trust(file: string): void {
  const text = readText(file);
  try {
    // Setting them tells nobody that a file held none.
    void new X509Certificate(text);
    setDefaultCACertificates([...getCACertificates('default'), text]);
  } catch (error) {
    throw new KopilkaError('usage.value', { option: '--ca', value: file, wanted: 'PEM' }, { cause: error });
  }
}
