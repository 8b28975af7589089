/** How a scale is asked for a weight: what is sent, and what its answer looks like as Latin-1 text. */
export type ScaleTemplate = {
  /** As makers call it. */
  name: string;
  request: readonly number[];
  /** Bytes of an answer end with it. */
  end: number;
  /** Groups: `sign`, `weight` (a decimal number), `unit`, `state`. */
  answer: RegExp;
  /** What `state` says of a weight that stands still. */
  still: string;
  /** Which characters of the answer the check character is XORed over, and where it stands; null: it has none. */
  check: { from: number; to: number; at: number } | null;
};

/** CAS, protocol of the AP, DB and ER series: DC1 asks; SOH STX state sign 6 digits unit check ETX EOT answers. */
const cas: ScaleTemplate = {
  name: 'CAS AP, DB, ER',
  request: [0x11],
  end: 0x04,
  // oxlint-disable-next-line no-control-regex
  answer: /^\u0001\u0002(?<state>[SU])(?<sign>[ -])(?<weight>[ \d.]{6})(?<unit>kg|lb| g).\u0003\u0004$/su,
  still: 'S',
  check: { from: 2, to: 12, at: 12 },
};

/** Scales that answer a line of text to a W, such as `ST,GS,+  1.234kg`. */
const line: ScaleTemplate = {
  name: 'ST,GS,+ 1.234kg (W)',
  request: [0x57, 0x0d, 0x0a],
  end: 0x0a,
  answer: /^(?<state>ST|US|OL),(?:GS|NT),(?<sign>[+ -])(?<weight> *\d+\.?\d*) *(?<unit>kg|lb|g)\r?\n$/u,
  still: 'ST',
  check: null,
};

export const scaleTemplates = { cas, line } as const satisfies Record<string, ScaleTemplate>;
export type ScaleTemplateName = keyof typeof scaleTemplates;
