import { findingTexts } from '../../i18n/check.ts';
import type { Locale } from '../../i18n/locale.ts';
import type { Text } from '../basics.ts';

export type FindingCode = keyof typeof findingTexts;
export type FindingArgs = Record<string, string | number | Text>;
export type PathSegment = string | number;

/** One thing that is wrong, or doubtful, in a document: where, what, and (in `findingText`) what to do about it. */
export type Finding = {
  /** JSON path, `promotions[2].give.rateBp`; empty for the document itself. */
  path: string;
  segments: readonly PathSegment[];
  code: FindingCode;
  /** An error keeps the document from being used, a warning doesn't. */
  severity: 'error' | 'warning';
  args: FindingArgs;
};

export function finding(code: FindingCode, segments: readonly PathSegment[], args: FindingArgs = {}): Finding {
  return { path: pathText(segments), segments, code, severity: findingTexts[code].severity, args };
}

/** One line: what is wrong, then what to do. */
export function findingText({ code, args }: Pick<Finding, 'code' | 'args'>, locale: Locale): string {
  const { text, fix } = findingTexts[code];
  return `${fill(text[locale], args, locale)} ${fill(fix[locale], args, locale)}`;
}

export function pathText(segments: readonly PathSegment[]): string {
  let text = '';
  for (const segment of segments) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else if (!/^[A-Za-z_$][\w$]*$/.test(segment)) text += `[${JSON.stringify(shorten(segment))}]`;
    else text += text === '' ? shorten(segment) : `.${shorten(segment)}`;
  }
  return text;
}

/** A hostile document's names must not flood the screen. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function fill(template: string, args: FindingArgs, locale: Locale): string {
  return template.replaceAll(/\{(\w+)\}/g, (hole, name: string) => {
    const value = args[name];
    if (value === undefined) return hole;
    return typeof value === 'object' ? value[locale] : shorten(String(value));
  });
}
