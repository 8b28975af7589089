import { eachField } from './schemas.ts';
import type { Schema } from './schemas.ts';

type Part = readonly [title: string, intro: string, names: readonly string[]];

/** The parts of docs/quote/fields.md, in the order in which a reader meets them. */
const parts: readonly Part[] = [
  [
    'Request',
    'An object, or a list of steps. In a list the rules may be left out after the first step.',
    [
      'QuoteSale',
      'QuoteReturn',
      'QuoteEvent',
      'SaleStep',
      'ReturnStep',
      'EventStep',
      'EarlierSale',
      'KnownMember',
      'QuoteReturnedLine',
    ],
  ],
  [
    'Facts',
    'Everything that decides. A return has the same without lines, codes, gifts and wishes.',
    [
      'Facts',
      'FactLine',
      'MemberFacts',
      'Lot',
      'WalletPoints',
      'EntitlementFacts',
      'SegmentTerm',
      'Counter',
      'HistoryDay',
      'EventFacts',
      'ShopFacts',
      'DonationWish',
      'Spending',
      'LeaseFacts',
      'RightsFacts',
      'Basis',
    ],
  ],
  [
    'Outcome',
    'What the engine answers. Records keep `lines`, `totals`, `movements`, `entitlements` and `tier`; the rest explains.',
    [
      'SaleOutcome',
      'OutcomeLine',
      'Position',
      'SaleTotals',
      'VatTotal',
      'Movement',
      'EntitlementUse',
      'TierChange',
      'ReturnedOutcome',
      'ReturnLine',
      'Effect',
      'Rejection',
      'Because',
      'TierProgress',
      'ChallengeProgress',
      'Share',
      'ShareBack',
      'EventOutcome',
      'Reaction',
      'Message',
      'RedemptionOffer',
      'Donation',
      'Settlement',
      'SettlementBack',
      'Extension',
    ],
  ],
  [
    'Programme',
    'One JSON document. A misspelt key is told by `kopilka check`, never ignored.',
    [
      'Programme',
      'Offline',
      'Floor',
      'Wallet',
      'Lifetime',
      'Tier',
      'TierCondition',
      'Promotion',
      'When',
      'Schedule',
      'Audience',
      'Goods',
      'Give',
      'Keeps',
      'Group',
      'Activity',
      'Trigger',
      'Grant',
      'Challenge',
      'Reward',
      'Conversion',
      'Link',
      'Segment',
      'CardMask',
      'Cause',
      'Coalition',
      'Text',
    ],
  ],
];

/** docs/quote/fields.md: every field with its form, whether it may be left out, and its meaning. */
export function fieldTables(schemas: Record<string, Schema>): string {
  const { $defs: _, ...programme } = schemas['programme.schema.json']!;
  const all = new Map(Object.values(schemas).flatMap(({ $defs = {} }) => Object.entries($defs)));
  if (!all.has('Programme')) all.set('Programme', programme);
  const told = parts.flatMap(([title, intro, names]) => [
    `## ${title}`,
    intro,
    ...names.flatMap((name) => [`### ${name}`, table(all.get(name)!, name)]),
  ]);
  return ['# Fields', 'Written from the validators: `npm run docs`.', ...told, ''].join('\n\n');
}

function table(schema: Schema, name: string): string {
  const rows = new Map<string, string>();
  eachField(schema, name, (key, field, required) => {
    // What repeats another part is told there.
    if (!key.startsWith(`${name}.`) || rows.has(key)) return;
    const label = `\`${key.slice(name.length + 1)}\`${required ? '' : ' (optional)'}`;
    rows.set(key, `| ${label} | ${form(field)} | ${field.description ?? ''} |`);
  });
  return ['| field | form | meaning |', '| --- | --- | --- |', ...rows.values()].join('\n');
}

const plainNames = new Map([
  ['Id', 'text'],
  ['Moment', 'moment'],
  ['Day', 'day'],
  ['Integer', 'integer'],
  ['NotNegative', 'integer ≥ 0'],
  ['Positive', 'integer ≥ 1'],
  ['Quantity', 'integer ≥ 1'],
  ['BasisPoints', 'integer ≥ 0'],
  ['Identification', '`phone`, `phoneCode`, `card`, `dynamicQr`'],
  ['ReturnFacts', '[Facts](#facts)'],
]);

/** How a value looks, in a word or a link. */
function form(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1)!;
    return plainNames.get(name) ?? `[${name}](#${name.toLowerCase()})`;
  }
  if (schema.type === 'array') return `list of ${form(schema.items ?? {})}`;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(form))].join(' or ');
  if (schema.enum)
    return schema.enum.length > 10 ? 'choice' : schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  const plain = { string: 'text', boolean: 'true or false', object: 'object', integer: 'integer', null: 'null' };
  return plain[schema.type as keyof typeof plain] ?? 'any';
}
