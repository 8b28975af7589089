import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allSources, root } from './source.ts';

const pages = allSources().filter(({ path }) => path.endsWith('.md'));

function linksOf(text: string): string[] {
  return [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map((match) => match[1] ?? '')
    .filter((link) => !/^[a-z]+:/.test(link));
}

/** The commands a page tells to type, without what it says about them. */
function commandsOf(text: string): string[] {
  return [...text.matchAll(/```sh\n([\s\S]*?)```/g)]
    .flatMap((match) => (match[1] ?? '').split('\n'))
    .map((line) => line.replace(/\s+#.*$/, ''))
    .filter((line) => line !== '');
}

describe('the documentation', () => {
  it('links to nothing that is not there', () => {
    const broken = pages.flatMap(({ path, text }) =>
      linksOf(text)
        .filter((link) => !existsSync(join(root, dirname(path), link)))
        .map((link) => `${path} links to ${link}`),
    );
    expect(broken).toEqual([]);
  });

  it('tells the same commands and shows the same pages in both READMEs', () => {
    const [english, russian] = ['README.md', 'README.ru.md'].map(
      (name) => pages.find(({ path }) => path === name)?.text ?? '',
    );
    expect(commandsOf(russian ?? '')).toEqual(commandsOf(english ?? ''));
    const others = (text: string) => linksOf(text).filter((link) => !link.startsWith('README'));
    expect(others(russian ?? '')).toEqual(others(english ?? ''));
    expect(commandsOf(english ?? '').slice(0, 2)).toEqual(['npm ci && npm start', 'npm ci && npm test']);
  });
});
