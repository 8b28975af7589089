import { Programme } from '../programme/schema.ts';
import { checkAccess } from './access.ts';
import { checkActivities } from './activities.ts';
import { checkAmounts } from './amounts.ts';
import { checkCoalitionReferences } from './coalition-references.ts';
import type { Finding } from './finding.ts';
import { checkFurtherGives } from './further-gives.ts';
import { checkGives } from './gives.ts';
import { checkGrantReferences } from './grant-references.ts';
import { checkGrants } from './grants.ts';
import { checkIds } from './ids.ts';
import { checkBudgets } from './lint/budgets.ts';
import { checkGenerosity } from './lint/generosity.ts';
import { checkOffline } from './lint/offline.ts';
import { checkNever } from './lint/never.ts';
import { checkShadows } from './lint/shadows.ts';
import { checkMasks } from './masks.ts';
import { checkPartners } from './partners.ts';
import { checkReferences } from './references.ts';
import { checkRuleIds } from './rule-ids.ts';
import { checkSchedules } from './schedules.ts';
import { schemaFindings } from './schema-findings.ts';
import { checkTiers } from './tiers.ts';
import { checkWallets } from './wallets.ts';
import { checkWhen } from './when.ts';

export type CheckedProgramme =
  { ok: true; programme: Programme; warnings: Finding[] } | { ok: false; findings: Finding[] };

/** Each looks at one matter, in a programme whose form is right. They stand in the order in which findings are told. */
const checks = [
  checkIds,
  checkReferences,
  checkCoalitionReferences,
  checkGrantReferences,
  checkPartners,
  checkWallets,
  checkTiers,
  checkSchedules,
  checkWhen,
  checkGives,
  checkFurtherGives,
  checkAccess,
  checkMasks,
  checkAmounts,
  checkRuleIds,
  checkActivities,
  checkGrants,
  checkNever,
  checkShadows,
  checkGenerosity,
  checkBudgets,
  checkOffline,
] as const;

/**
 * Whether a document (any JSON value) is a programme that can be used, and what is wrong with it. Senses are looked at once
 * the form is right. `newestSemantics`: the newest engine there is; left out, any number is accepted. `today`, a local day: what
 * was over before it is told. Never throws.
 */
export function checkProgramme(document: unknown, newestSemantics = Infinity, today?: string): CheckedProgramme {
  const faults = schemaFindings(Programme, document);
  if (faults.length > 0) return { ok: false, findings: faults };
  const programme = document as Programme;
  const findings = checks.flatMap((check) => check(programme, newestSemantics, today));
  if (findings.some(({ severity }) => severity === 'error')) return { ok: false, findings };
  return { ok: true, programme, warnings: findings };
}
