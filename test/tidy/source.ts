import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

/** The folder of the project. */
export const root = dirname(dirname(import.meta.dirname));

/** One text file: its path from the root with forward slashes, its text, and the text with comments and strings blanked. */
export type Source = { path: string; text: string; code: string };

const notOurs = new Set(['node_modules', 'dist', '.git', '.kopilka']);
const textual =
  /\.(ts|tsx|js|mjs|css|html|json|jsonc|yml|yaml|md|sh|svg|txt)$|(^|\/)(run|\.[a-z]+(rc|config|ignore|attributes))$/;

/** Every text file of the project. */
export function allSources(folder = root): Source[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !notOurs.has(name))
    .flatMap((entry) => {
      const full = join(folder, entry.name);
      if (entry.isDirectory()) return allSources(full);
      const path = relative(root, full).split(sep).join('/');
      if (!entry.isFile() || !textual.test(path)) return [];
      const text = readFileSync(full, 'utf8');
      return [{ path, text, code: withoutCommentsAndStrings(text) }];
    });
}

/** What no one writes by hand: frozen engines, corpora, schemas, recorded data, pages and answers written by a program. */
export function isMade(path: string): boolean {
  const made = [
    /^engines\/.*\.(js|json|ndjson)$/,
    /^test\/fixtures\/.*\.(json|ndjson)$/,
    /^docs\/(errors|findings|quote\/fields)\.md$/,
    /^docs\/plugin\/openapi\.json$/,
    /\.(schema|out)\.json$/,
    /(^|\/)package-lock\.json$/,
  ];
  return made.some((pattern) => pattern.test(path));
}

/** Tests, and what helps them: test/, and the folders called testing beside the code. */
export function isTest(path: string): boolean {
  return /^test\/|\/testing\/|\.test\.tsx?$/.test(path);
}

/** Blanks comments and the insides of plain strings; line breaks stay, so that lines keep their numbers. */
export function withoutCommentsAndStrings(text: string): string {
  const token = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g;
  return text.replace(token, (match) => match.replace(/[^\n]/g, ' '));
}

/** Lines where the pattern holds, as `path:line: text`: a failure that can be clicked. */
export function linesWith({ path, text, code }: Source, pattern: RegExp, reads: 'code' | 'text'): string[] {
  const lines = text.split('\n');
  return (reads === 'code' ? code : text)
    .split('\n')
    .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${(lines[index] ?? '').trim()}`] : []));
}

/** What a file imports: packages by name, own files by their path from the root. */
export function importsOf({ path, text }: Pick<Source, 'path' | 'text'>): string[] {
  const specifier =
    /^\s*(?:import\b[^'"()=]*|export\s+(?:type\s+)?[*{][^'"]*\bfrom\s*)(['"])([^'"\n]+)\1|\bimport\(\s*(['"])([^'"\n]+)\3/gm;
  return [...text.matchAll(specifier)]
    .map((match) => match[2] ?? match[4] ?? '')
    .map((name) => (name.startsWith('.') ? posix.join(posix.dirname(path), name) : name));
}
