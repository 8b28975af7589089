import { jsonProblems } from '../../i18n/check.ts';
import { placesOf, readJsonText } from '../../protocol/json-text.ts';
import type { JsonPlace } from '../../protocol/json-text.ts';
import type { Programme } from '../programme/schema.ts';
import { checkProgramme } from './check.ts';
import { finding } from './finding.ts';
import { labelFindings } from './masks.ts';
import type { Finding } from './finding.ts';

export type PlacedFinding = Finding & JsonPlace;
export type CheckedText = { programme: Programme | undefined; findings: PlacedFinding[] };

/**
 * Checks a programme's text, against the masks of a till's `labels` too, each finding with its line and column. `programme` is there when it can be used, warnings or not.
 * Never throws, whatever the text.
 */
export function checkProgrammeText(
  text: string,
  newestSemantics?: number,
  today?: string,
  labels: readonly string[] = [],
): CheckedText {
  const read = readJsonText(text);
  if (!read.ok) {
    const invalid = finding('json.invalid', [], { problem: jsonProblems[read.problem] });
    return { programme: undefined, findings: [{ ...invalid, ...read.place }] };
  }
  const duplicates = read.duplicates.map(({ path, key }) => finding('json.duplicateKey', path, { key }));
  const checked = checkProgramme(read.value, newestSemantics, today);
  const clashes = checked.ok ? labelFindings(checked.programme, labels) : [];
  const findings = [...duplicates, ...(checked.ok ? checked.warnings : checked.findings), ...clashes];
  const places = placesOf(
    text,
    findings.map(({ segments }) => segments),
  );
  return {
    programme: checked.ok && duplicates.length + clashes.length === 0 ? checked.programme : undefined,
    findings: findings.map((each, index) => ({ ...each, ...places[index]! })),
  };
}
