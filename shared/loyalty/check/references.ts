import type { Audience, Programme } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding, FindingCode, PathSegment } from './finding.ts';

/** Every id that is named exists, every group is of use, and there is an engine for the programme. */
export function checkReferences(programme: Programme, newestSemantics: number): Finding[] {
  const { engine } = programme;
  const tooNew =
    engine !== undefined && engine > newestSemantics
      ? [finding('engine.unknown', ['engine'], { wanted: engine, newest: newestSemantics })]
      : [];
  const access = (programme.access ?? []).flatMap(({ audience }, index) =>
    checkAudience(audience, programme, ['access', index, 'audience']),
  );
  return [...tooNew, ...checkPromotions(programme), ...access, ...checkGroups(programme), ...checkFloors(programme)];
}

function checkFloors({ offline, wallets }: Programme): Finding[] {
  return (offline?.floor ?? []).flatMap(({ wallet }, index) =>
    expectKnown(names(wallets), wallet, 'wallet.unknown', ['offline', 'floor', index, 'wallet']),
  );
}

function checkPromotions(programme: Programme): Finding[] {
  const wallets = names(programme.wallets);
  const groups = names(programme.groups);
  return programme.promotions.flatMap(({ when, give, group }, index) => {
    const path = ['promotions', index];
    return [
      ...('wallet' in give ? expectKnown(wallets, give.wallet, 'wallet.unknown', [...path, 'give', 'wallet']) : []),
      ...(group === undefined ? [] : expectKnown(groups, group, 'group.unknown', [...path, 'group'])),
      ...(when?.audience ? checkAudience(when.audience, programme, [...path, 'when', 'audience']) : []),
    ];
  });
}

function checkAudience(audience: Audience, programme: Programme, path: readonly PathSegment[]): Finding[] {
  const each = (
    list: 'tiers' | 'segments' | 'notSegments' | 'cardTypes',
    known: ReadonlySet<string>,
    code: FindingCode,
  ) => (audience[list] ?? []).flatMap((id, index) => expectKnown(known, id, code, [...path, list, index]));
  const masks = programme.identification?.cards ?? [];
  return [
    ...each('tiers', names(programme.tiers), 'tier.unknown'),
    ...each('segments', names(programme.segments), 'segment.unknown'),
    ...each('notSegments', names(programme.segments), 'segment.unknown'),
    // Card types may also come with the members: only a programme with masks of its own is held to them.
    ...(masks.length > 0 ? each('cardTypes', new Set(masks.map(({ cardType }) => cardType)), 'cardType.unknown') : []),
  ];
}

function checkGroups(programme: Programme): Finding[] {
  const host = programme.hostDiscount?.group;
  const used = [...programme.promotions.map(({ group }) => group), host];
  const hostFinding =
    host === undefined ? [] : expectKnown(names(programme.groups), host, 'group.unknown', ['hostDiscount', 'group']);
  const idle = (programme.groups ?? []).flatMap(({ id }, index) => {
    const rules = used.filter((group) => group === id).length;
    if (rules > 1) return [];
    return [finding(rules === 0 ? 'group.unused' : 'group.single', ['groups', index], { id })];
  });
  return [...hostFinding, ...idle];
}

export function names(list: readonly { id: string }[] = []): ReadonlySet<string> {
  return new Set(list.map(({ id }) => id));
}

export function expectKnown(
  known: ReadonlySet<string>,
  id: string,
  code: FindingCode,
  path: readonly PathSegment[],
): Finding[] {
  if (known.has(id)) return [];
  return [finding(code, path, { id, known: known.size > 0 ? [...known].join(', ') : '-' })];
}
