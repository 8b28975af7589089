import { checkProgramme } from '../../shared/loyalty/check/check.ts';
import { checkFacts } from '../../shared/loyalty/check/facts.ts';
import { finding } from '../../shared/loyalty/check/finding.ts';
import type { Finding, PathSegment } from '../../shared/loyalty/check/finding.ts';
import { schemaFindings } from '../../shared/loyalty/check/schema-findings.ts';
import type { MemberFacts } from '../../shared/loyalty/facts.ts';
import { QuoteList, QuoteSingle } from '../../shared/protocol/quote.ts';
import type { QuoteStep } from '../../shared/protocol/quote.ts';

export type CheckedRequest = { ok: true; steps: QuoteStep[]; isList: boolean } | { ok: false; findings: Finding[] };

/** Whether a document (any JSON value) is a quote request, and what is wrong with it by path. Never throws. */
export function checkRequest(document: unknown, newestSemantics: number): CheckedRequest {
  const isList = Array.isArray(document);
  const faults = schemaFindings(isList ? QuoteList : QuoteSingle, document);
  if (faults.length > 0) return { ok: false, findings: faults };
  const steps = (isList ? document : [document]) as QuoteStep[];
  const findings = steps.flatMap((_, index) => checkStep(steps, index, newestSemantics, isList ? [index] : []));
  return findings.length > 0 ? { ok: false, findings } : { ok: true, steps, isList };
}

function checkStep(
  steps: readonly QuoteStep[],
  index: number,
  newestSemantics: number,
  path: readonly PathSegment[],
): Finding[] {
  const step = steps[index]!;
  const told = factsOf(step);
  const at = [...path, step.kind === 'event' ? 'event' : 'facts'];
  const { member } = told;
  const known = knownBefore(steps, index);
  const strange = member !== null && !isDescribed(member) && !known.has(member.id);
  const facts = { ...told, member: member !== null && isDescribed(member) ? member : null };
  return [
    ...checkStepProgramme(step, index, newestSemantics, path),
    ...(strange ? [finding('member.unknown', [...at, 'member'], { id: member.id })] : []),
    ...checkFacts(facts, at),
    ...(step.kind === 'return' ? checkEarlierSale(step, steps.slice(0, index), path) : []),
  ];
}

function checkStepProgramme(
  { programme }: QuoteStep,
  index: number,
  newestSemantics: number,
  path: readonly PathSegment[],
): Finding[] {
  if (programme === undefined) return index === 0 ? [finding('programme.missing', path)] : [];
  const checked = checkProgramme(programme, newestSemantics);
  if (checked.ok) return [];
  return checked.findings
    .filter(({ severity }) => severity === 'error')
    .map(({ code, segments, args }) => finding(code, [...path, 'programme', ...segments], args));
}

function checkEarlierSale(
  { sale }: Extract<QuoteStep, { kind: 'return' }>,
  earlier: readonly QuoteStep[],
  path: readonly PathSegment[],
): Finding[] {
  if (!('step' in sale)) return checkFacts(sale.facts, [...path, 'sale', 'facts']);
  if (earlier[sale.step - 1]?.kind === 'sale') return [];
  return [finding('step.unknown', [...path, 'sale', 'step'], { step: sale.step })];
}

function knownBefore(steps: readonly QuoteStep[], index: number): ReadonlySet<string> {
  return new Set(
    steps.slice(0, index).flatMap((step) => {
      const { member } = factsOf(step);
      const others = step.kind === 'event' ? (step.event.others ?? []) : [];
      return [...(member ? [member] : []), ...others].map(({ id }) => id);
    }),
  );
}

/** What a step tells of the member, the moment and the place. */
export function factsOf(step: QuoteStep) {
  return step.kind === 'event' ? step.event : step.facts;
}

/** In full, not only by id. */
export function isDescribed(member: NonNullable<ReturnType<typeof factsOf>['member']>): member is MemberFacts {
  return 'joined' in member;
}
