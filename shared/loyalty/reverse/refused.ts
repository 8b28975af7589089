export type ReturnRefusal = 'return.unknownLine' | 'return.moreThanSold';

/** A return that the sale does not allow. `code` is in the error registry; `args` name the line and the quantities in thousandths. */
export class ReturnRefused extends Error {
  readonly code: ReturnRefusal;
  readonly args: Record<string, string | number>;

  constructor(code: ReturnRefusal, args: Record<string, string | number>) {
    super(`${code} ${JSON.stringify(args)}`);
    this.name = 'ReturnRefused';
    this.code = code;
    this.args = args;
  }
}

/** By name: each released engine carries a class of its own. */
export function isReturnRefused(error: unknown): error is ReturnRefused {
  return error instanceof Error && error.name === 'ReturnRefused';
}
