import * as z from 'zod/mini';
import { formatExamples, jsonKinds } from '../../i18n/check.ts';
import type { JsonKind } from '../../i18n/check.ts';
import type { Text } from '../basics.ts';
import { finding, pathText, shorten } from './finding.ts';
import type { Finding, PathSegment } from './finding.ts';
import { nearest } from './nearest.ts';

/**
 * What a schema has against a document, as findings. zod names the fault, we say it so that the writer of the document knows
 * what to do; the known keys of the object at fault come along for a suggestion.
 */
export function schemaFindings(schema: z.core.$ZodType, document: unknown): Finding[] {
  const result = z.core.safeParse(schema, document, { error: namesKnownThere });
  return result.success ? [] : toldOnce(fromIssues(result.error.issues, [], document));
}

/** A misspelt key is also a missing one: the first says more. */
function toldOnce(findings: readonly Finding[]): Finding[] {
  const meant = new Set(
    findings.flatMap(({ code, segments, args: { near } }) =>
      code === 'key.misspelt' && typeof near === 'string' ? [pathText([...segments.slice(0, -1), near])] : [],
    ),
  );
  return findings.filter(({ code, path }) => code !== 'key.missing' || !meant.has(path));
}

/** The message slot is ours: for an unknown key it carries the keys that are known at that place. */
function namesKnownThere(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'unrecognized_keys') return undefined;
  const schema = issue.inst;
  return schema instanceof z.core.$ZodObject ? JSON.stringify(Object.keys(schema._zod.def.shape)) : undefined;
}

function fromIssues(issues: readonly z.core.$ZodIssue[], at: readonly PathSegment[], document: unknown): Finding[] {
  return issues.flatMap((issue) => {
    const path = [...at, ...issue.path.map((segment) => (typeof segment === 'number' ? segment : String(segment)))];
    return fromIssue(issue, path, document);
  });
}

function fromIssue(issue: z.core.$ZodIssue, path: readonly PathSegment[], document: unknown): Finding[] {
  const value = valueAt(document, path);
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue, path);
  if (issue.code === 'invalid_union') return fromUnion(issue, path, document);
  if (value === undefined) return [missing(path)];
  switch (issue.code) {
    case 'invalid_type':
      return [finding('type.wrong', path, { wanted: kindText(issue.expected), actual: kindAndValue(value) })];
    case 'invalid_value':
      return [choice(path, value, issue.values.map(String))];
    case 'too_small':
      return [tooSmall(path, issue, value)];
    case 'too_big':
      return [tooBig(path, issue, value)];
    case 'invalid_format':
      return [badFormat(path, issue.message, value)];
    default:
      return [finding('value.invalid', path, { value: shown(value) })];
  }
}

function missing(path: readonly PathSegment[]): Finding {
  return finding('key.missing', path, { key: String(path.at(-1) ?? '') });
}

function unknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, path: readonly PathSegment[]): Finding[] {
  const known = readNames(issue.message);
  return issue.keys.map((key) => {
    const near = nearest(key, known);
    if (near !== undefined) return finding('key.misspelt', [...path, key], { key, near });
    // Ours, so told whole, however many there are.
    const names = known.join(', ');
    return finding('key.unknown', [...path, key], { key, known: { ru: names, en: names } });
  });
}

function readNames(message: string): string[] {
  if (!message.startsWith('[')) return [];
  return z.parse(z.array(z.string()), JSON.parse(message));
}

function fromUnion(issue: z.core.$ZodIssueInvalidUnion, path: readonly PathSegment[], document: unknown): Finding[] {
  const value = valueAt(document, path);
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : undefined;
  if (options) {
    // `promotions[0].give` itself may be missing or no object: then that is the fault, not its kind.
    const parent = valueAt(document, path.slice(0, -1));
    if (kindOf(parent) !== 'object') return notAnObject(path.slice(0, -1), parent);
    return [value === undefined ? missing(path) : choice(path, value, options)];
  }
  if (value === undefined) return [missing(path)];
  const literals = literalChoices(issue.errors);
  if (literals) return [choice(path, value, literals)];
  return fromIssues(closest(issue.errors), path, document);
}

function notAnObject(path: readonly PathSegment[], value: unknown): Finding[] {
  if (value === undefined) return [missing(path)];
  return [finding('type.wrong', path, { wanted: jsonKinds.object, actual: jsonKinds[kindOf(value)] })];
}

/** A union of plain values: all of them, so that the writer can choose. */
function literalChoices(branches: readonly (readonly z.core.$ZodIssue[])[]): string[] | undefined {
  const values: string[] = [];
  for (const [issue] of branches) {
    if (issue?.code !== 'invalid_value' || issue.path.length > 0) return undefined;
    values.push(...issue.values.map(String));
  }
  return values;
}

/** Of several forms the one that the document comes nearest to: fewest faults, the first among equals. */
function closest(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  return branches.reduce((best, branch) => (faults(branch) < faults(best) ? branch : best), branches[0] ?? []);
}

function faults(issues: readonly z.core.$ZodIssue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);
}

function choice(path: readonly PathSegment[], value: unknown, allowed: readonly string[]): Finding {
  const near = typeof value === 'string' ? nearest(value, allowed) : undefined;
  if (near !== undefined) return finding('choice.misspelt', path, { value: shown(value), near });
  return finding('choice.unknown', path, { value: shown(value), allowed: allowed.join(', ') });
}

function tooSmall(path: readonly PathSegment[], issue: z.core.$ZodIssueTooSmall, value: unknown): Finding {
  if (issue.origin === 'string') return finding('text.empty', path);
  if (issue.origin === 'array') return finding('list.tooShort', path, { least: Number(issue.minimum) });
  return finding('number.tooSmall', path, { value: shown(value), least: Number(issue.minimum) });
}

function tooBig(path: readonly PathSegment[], issue: z.core.$ZodIssueTooBig, value: unknown): Finding {
  const most = Number(issue.maximum);
  if (issue.origin === 'string') return finding('text.tooLong', path, { most });
  if (issue.origin === 'array') return finding('list.tooLong', path, { most });
  return finding('number.tooBig', path, { value: shown(value), most });
}

/** The schemas name their patterns in the message slot: `moment`, `card mask`. */
function badFormat(path: readonly PathSegment[], name: string, value: unknown): Finding {
  const example = formatExamples.get(name);
  if (!example) return finding('value.invalid', path, { value: shown(value) });
  return finding('format.wrong', path, { value: shown(value), wanted: example.name, example: example.example });
}

function kindText(expected: string): Text {
  return expected in jsonKinds ? jsonKinds[expected as JsonKind] : jsonKinds.number;
}

function kindOf(value: unknown): JsonKind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const kind = typeof value;
  if (kind === 'string' || kind === 'number' || kind === 'boolean') return kind;
  return 'object';
}

function kindAndValue(value: unknown): Text {
  const kind = jsonKinds[kindOf(value)];
  if (typeof value !== 'string' && typeof value !== 'number') return kind;
  const told = typeof value === 'string' ? quoted(value) : String(value);
  return { ru: `${kind.ru} ${told}`, en: `${kind.en} ${told}` };
}

/** A value as it may stand in a sentence; what is deep or long is only named. */
function shown(value: unknown): string | Text {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return jsonKinds[kindOf(value)];
}

function valueAt(document: unknown, path: readonly PathSegment[]): unknown {
  let value: unknown = document;
  for (const segment of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = (value as Record<PathSegment, unknown>)[segment];
  }
  return value;
}

function quoted(value: string): string {
  return `"${shorten(value)}"`;
}
