/** How a scale is asked for a weight: what is sent, and what its answer looks like. */
export type ScaleTemplate = {
  /** As makers call it. */
  name: string;
  request: readonly number[];
  /** Bytes an answer begins and ends with. */
  head: readonly number[];
  tail: readonly number[];
  /** What stands between them, as Latin-1 text. Groups: `sign`, `weight` (a decimal number), `unit`, `state`, `check`. */
  answer: RegExp;
  /** What `state` says of a weight that stands still. */
  still: string;
};

/** CAS, protocol of the AP, DB and ER series: DC1 asks; SOH STX, state, sign, 6 digits, unit, XOR of all these, ETX EOT answers. */
const cas: ScaleTemplate = {
  name: 'CAS AP, DB, ER',
  request: [0x11],
  head: [0x01, 0x02],
  tail: [0x03, 0x04],
  answer: /^(?<state>[SU])(?<sign>[ -])(?<weight>[ \d.]{6})(?<unit>kg|lb| g)(?<check>.)$/su,
  still: 'S',
};

/** Scales that answer a line of text to a W, such as `ST,GS,+  1.234kg`. */
const line: ScaleTemplate = {
  name: 'ST,GS,+ 1.234kg (W)',
  request: [0x57, 0x0d, 0x0a],
  head: [],
  tail: [0x0a],
  answer: /^(?<state>ST|US|OL),(?:GS|NT),(?<sign>[+ -])(?<weight> *\d+\.?\d*) *(?<unit>kg|lb|g)\r?$/u,
  still: 'ST',
};

export const scaleTemplates = { cas, line } as const satisfies Record<string, ScaleTemplate>;
export type ScaleTemplateName = keyof typeof scaleTemplates;
